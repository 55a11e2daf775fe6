using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Picket.Commands;

/// <summary>Options that take a whole number within bounds.</summary>
internal static class Numbers
{
    /// <summary>An option of numbers from 1 to a bound; <paramref name="otherwise"/> where it is not given.</summary>
    public static Option<int> Option(string name, string description, int most, int otherwise) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => Read(result, name, most),
    };

    private static int Read(ArgumentResult result, string name, int most)
    {
        var text = result.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= most)
        {
            return number;
        }

        result.AddError($"{name} is '{text}'; it must be a whole number from 1 to {most}.");
        return 0;
    }
}
