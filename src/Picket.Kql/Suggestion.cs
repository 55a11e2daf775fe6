namespace Picket.Kql;

/// <summary>Finds the name somebody probably meant.</summary>
internal static class Suggestion
{
    private const int LongestCompared = 64;

    /// <summary><c> Did you mean 'X'?</c>, or nothing when no candidate is near.</summary>
    public static string For(string name, IEnumerable<string> candidates)
    {
        var near = candidates
            .Where(c => c.Length > 0 && c.Length <= LongestCompared && name.Length <= LongestCompared)
            .Select(c => (Name: c, Distance: Distance(name.ToUpperInvariant(), c.ToUpperInvariant())))
            .Where(c => c.Distance <= Math.Max(1, name.Length / 3))
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return near.Name is null ? "" : $" Did you mean '{near.Name}'?";
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
