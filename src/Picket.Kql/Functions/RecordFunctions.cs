using System.Globalization;
using System.Text;

namespace Picket.Kql.Functions;

/// <summary>The parts of CSV records, command lines and version numbers.</summary>
internal static class RecordFunctions
{
    private const int VersionParts = 4;
    private const int VersionDigits = 8;

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("parse_csv(string) dynamic", a => Csv(a.Text(0))),
        new("parse_command_line(string,string) dynamic", a => a.Text(1) == "windows" ? CommandLine(a.Text(0)) : null) { Check = CheckParser },
        new("parse_version(string) decimal", a => Version(a.Text(0))),
    ];

    private static ArgumentProblem? CheckParser(IReadOnlyList<KqlExpression> arguments) =>
        Arguments.Constant(arguments, 1) is null or "windows" ? null : new ArgumentProblem(1, "The only kind of command line is 'windows'.");

    // The first record only; a field in quotes may hold commas, quotes doubled, and line ends.
    private static object?[] Csv(string text)
    {
        var fields = new List<object?>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                field.Append(text[++i]);
            else if (c == '"' && (isQuoted || field.Length == 0))
                isQuoted = !isQuoted;
            else if (!isQuoted && c is '\n' or '\r')
                break;
            else if (!isQuoted && c == ',')
                Finish(fields, field);
            else
                field.Append(c);
        }

        Finish(fields, field);
        return [.. fields];
    }

    // By the rules of CommandLineToArgvW: the program's name first, in which a backslash escapes nothing.
    private static object?[]? CommandLine(string line)
    {
        if (line.Length == 0)
            return null;
        var words = new List<object?>();
        var word = new StringBuilder();
        var at = Program(line, word);
        Finish(words, word);
        while (true)
        {
            while (at < line.Length && line[at] is ' ' or '\t')
                at++;
            if (at >= line.Length)
                return [.. words];
            at = Argument(line, at, word);
            Finish(words, word);
        }
    }

    private static int Program(string line, StringBuilder word)
    {
        var isQuoted = false;
        var at = 0;
        for (; at < line.Length && (isQuoted || line[at] is not (' ' or '\t')); at++)
        {
            if (line[at] == '"')
                isQuoted = !isQuoted;
            else
                word.Append(line[at]);
        }

        return at;
    }

    // Backslashes before a quote: each two are one, and an odd one makes the quote plain.
    private static int Argument(string line, int at, StringBuilder word)
    {
        var isQuoted = false;
        while (at < line.Length && (isQuoted || line[at] is not (' ' or '\t')))
        {
            var slashes = line.AsSpan(at).IndexOfAnyExcept('\\') is var run and >= 0 ? run : line.Length - at;
            at += slashes;
            if (at >= line.Length || line[at] != '"')
            {
                word.Append('\\', slashes);
                if (slashes == 0)
                    word.Append(line[at++]);
                continue;
            }

            word.Append('\\', slashes / 2);
            if (slashes % 2 == 1)
            {
                word.Append('"');
            }
            else if (isQuoted && at + 1 < line.Length && line[at + 1] == '"')
            {
                // Two quotes within quotes are one, and the quotes go on.
                word.Append('"');
                at++;
            }
            else
            {
                isQuoted = !isQuoted;
            }

            at++;
        }

        return at;
    }

    private static void Finish(List<object?> list, StringBuilder text)
    {
        list.Add(text.ToString());
        text.Clear();
    }

    // Each part takes eight digits of the number.
    private static decimal? Version(string text)
    {
        var parts = text.Split('.');
        if (parts.Length > VersionParts)
            return null;
        try
        {
            var value = 0m;
            for (var i = 0; i < VersionParts; i++)
            {
                var part = i < parts.Length ? parts[i] : "0";
                if (part.Length is 0 or > VersionDigits || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    return null;
                value = (value * 100_000_000m) + number;
            }

            return value;
        }
        catch (OverflowException)
        {
            // A first part beyond what a decimal of 96 bits holds.
            return null;
        }
    }
}
