namespace Picket.Kql;

/// <summary>Counts the capturing groups of a regular expression.</summary>
internal static class RegexGroups
{
    /// <summary>The most groups one pattern may have.</summary>
    public const int Most = 16;

    public static int Count(string pattern)
    {
        var count = 0;
        var isInSet = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
                i++;
            else if (pattern[i] == '[' && !isInSet)
                isInSet = true;
            else if (pattern[i] == ']')
                isInSet = false;
            else if (pattern[i] == '(' && !isInSet && IsCapturing(pattern.AsSpan(i + 1)))
                count++;
        }

        return count;
    }

    // '(?:' and '(?i)' do not capture; '(?P<name>' and '(?<name>' do.
    private static bool IsCapturing(ReadOnlySpan<char> inside) =>
        !inside.StartsWith("?") || inside.StartsWith("?P<") || inside.StartsWith("?<");
}
