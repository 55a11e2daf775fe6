namespace Picket.Pipeline.Detecting.Loading;

/// <summary>Guesses what a misspelt word was meant to be.</summary>
internal static class Suggestion
{
    /// <summary>Words longer than this are not compared.</summary>
    public const int MaxLength = 100;

    /// <summary> <c> Did you mean 'x'?</c> with a leading blank, or nothing when no known word is near.</summary>
    public static string For(string word, IEnumerable<string> known)
    {
        if (word.Length > MaxLength)
            return "";

        var best = known.MinBy(k => Distance(word, k));
        return best is not null && Distance(word, best) <= Math.Max(2, word.Length / 3) ? $" Did you mean '{best}'?" : "";
    }

    // Levenshtein, one row at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[^1];
    }
}
