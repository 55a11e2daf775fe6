namespace Picket.Configuration;

/// <summary>Finds what somebody probably meant to write.</summary>
internal static class Suggestion
{
    /// <summary><c> Did you mean 'x'?</c> with a leading blank, or nothing.</summary>
    public static string For(string written, IReadOnlyCollection<string> known)
    {
        var best = known
            .Select(word => (Word: word, Distance: Distance(written.ToLowerInvariant(), word.ToLowerInvariant())))
            .Where(guess => guess.Distance <= Math.Max(1, guess.Word.Length / 3))
            .OrderBy(guess => guess.Distance)
            .FirstOrDefault();
        return best.Word is null ? "" : $" Did you mean '{best.Word}'?";
    }

    /// <summary>How many letters must be changed, added or taken away (two swapped neighbours count as two).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
