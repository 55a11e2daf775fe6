using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Picket.Kql.Values;

/// <summary>
/// A regular expression as KQL writes it, ready to match in time linear in the text. Groups are numbered by their opening
/// parenthesis, named ones too.
/// </summary>
internal sealed class KqlRegex
{
    private const int MaxKept = 1000;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly ConcurrentDictionary<string, (KqlRegex? Regex, string Error)> Kept = new(StringComparer.Ordinal);

    private KqlRegex(RegexTranslation translation)
    {
        Regex = new Regex(translation.Pattern, Options, Regex.InfiniteMatchTimeout);
        Groups = translation.Groups;
        GroupNames = translation.GroupNames;
    }

    /// <summary>The .NET form.</summary>
    public Regex Regex { get; }

    /// <summary>How many groups capture, the whole match not counted.</summary>
    public int Groups { get; }

    /// <summary>The numbers of the named groups.</summary>
    public IReadOnlyDictionary<string, int> GroupNames { get; }

    /// <summary>Compiles a pattern, or takes it as compiled before; null where it is not a valid one.</summary>
    public static KqlRegex? Find(string pattern) => Get(pattern).Regex;

    /// <summary>Compiles a pattern; where it is wrong, <paramref name="error"/> is a sentence that says why.</summary>
    public static bool TryCompile(string pattern, [NotNullWhen(true)] out KqlRegex? regex, [NotNullWhen(false)] out string? error)
    {
        (regex, var text) = Get(pattern);
        error = regex is null ? text : null;
        return regex is not null;
    }

    private static (KqlRegex? Regex, string Error) Get(string pattern)
    {
        if (Kept.TryGetValue(pattern, out var known))
            return known;
        // Patterns may come from the rows themselves: all are forgotten at once rather than kept without bound.
        if (Kept.Count >= MaxKept)
            Kept.Clear();
        return Kept[pattern] = Compile(pattern);
    }

    private static (KqlRegex? Regex, string Error) Compile(string pattern)
    {
        try
        {
            return (new KqlRegex(RegexTranslation.Of(pattern)), "");
        }
        catch (RegexSyntaxException wrong)
        {
            return (null, $"The regular expression is wrong at character {wrong.At + 1}: {wrong.Message}");
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // What the translation lets through and .NET still refuses.
            return (null, $"The regular expression is not valid: {exception.Message}");
        }
    }
}
