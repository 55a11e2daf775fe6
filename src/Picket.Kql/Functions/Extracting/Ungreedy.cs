using System.Text;

namespace Picket.Kql.Functions.Extracting;

/// <summary>RE2's flag <c>U</c>, which .NET does not have: greedy repetitions become lazy, lazy ones greedy.</summary>
internal static class Ungreedy
{
    public static string Turn(string pattern)
    {
        var turned = new StringBuilder(pattern.Length + 8);
        var isInSet = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            turned.Append(c);
            if (c == '\\' && i + 1 < pattern.Length)
                turned.Append(pattern[++i]);
            else if (c == '[')
                isInSet = true;
            else if (c == ']')
                isInSet = false;
            else if (!isInSet && IsRepetition(pattern, i))
                i = Turn(pattern, i, turned);
        }

        return turned.ToString();
    }

    // A '?' behind the repetition goes, or comes; gives the place of the last character read.
    private static int Turn(string pattern, int at, StringBuilder turned)
    {
        if (at + 1 < pattern.Length && pattern[at + 1] == '?')
            return at + 1;
        turned.Append('?');
        return at;
    }

    // '(?' starts a group; there the question mark repeats nothing.
    private static bool IsRepetition(string pattern, int at) => pattern[at] switch
    {
        '*' or '+' => true,
        '?' => at > 0 && pattern[at - 1] != '(',
        '}' => IsCount(pattern, at),
        _ => false,
    };

    private static bool IsCount(string pattern, int close)
    {
        var open = pattern.LastIndexOf('{', close);
        return open > 0 && close - open > 1 && pattern.AsSpan(open + 1, close - open - 1).IndexOfAnyExcept("0123456789,") < 0;
    }
}
