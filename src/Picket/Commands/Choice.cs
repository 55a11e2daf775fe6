using System.CommandLine;
using System.CommandLine.Parsing;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary>Option values that are one of a few words.</summary>
internal static class Choice
{
    /// <summary>Reads one word of an enum; anything else is a mistake that names the words.</summary>
    public static T Parser<T>(ArgumentResult result) where T : struct, Enum =>
        Read<T>(result, result.Tokens[^1].Value);

    /// <summary>Reads any number of words of an enum.</summary>
    public static IReadOnlyList<T> ListParser<T>(ArgumentResult result) where T : struct, Enum =>
        [.. result.Tokens.Select(token => Read<T>(result, token.Value))];

    /// <summary>Lets the shell complete the words.</summary>
    public static Option<T> Offering<T>(this Option<T> option, IReadOnlyList<string> words)
    {
        // The parser's own words for an enum are its C# names, which are not what it is called here.
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. words]);
        return option;
    }

    private static T Read<T>(ArgumentResult result, string word) where T : struct, Enum
    {
        if (!Words.TryParse<T>(word, out var value))
            result.AddError($"'{word}' is not one of {string.Join(", ", Words.All<T>())}.");
        return value;
    }
}
