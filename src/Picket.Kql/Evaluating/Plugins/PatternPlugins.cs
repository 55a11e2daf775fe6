using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>Plug-ins that describe rows by the values they share. An argument that is '~' has its usual value.</summary>
internal static class PatternPlugins
{
    private const double LeastShare = 0.05;
    private const int MostColumns = 5;

    public static readonly IReadOnlyDictionary<string, PluginBody> All = new Dictionary<string, PluginBody>
    {
        ["autocluster"] = Cluster,
        ["basket"] = Basket,
        ["diffpatterns"] = Differences,
        ["diffpatterns_text"] = TextDifferences,
    };

    private static double Usually(PluginCall call, int at, double usual) =>
        call.Constant(at) is "~" ? usual : KqlConversion.To(call.Constant(at), KqlType.Real) as double? ?? usual;

    private static double Percent(double part, double all, int digits) => all == 0 ? 0 : Math.Round(100 * part / all, digits);

    // threshold, weight, most columns, wildcards
    private static IEnumerable<object?[]> Basket(PluginCall call)
    {
        var data = MinedRows.Of(call, call.Schema.Skip(3), weightAt: 1);
        var least = Math.Clamp(Usually(call, 0, LeastShare), 0.015, 1) * data.Miner.Total;
        return data.Miner.Find(least, (int)Usually(call, 2, MostColumns)).OrderByDescending(p => p.Weight).Select((p, i) => (object?[])
            [(long)i, (long)p.Weight, Percent(p.Weight, data.Miner.Total, 1), .. data.Cells(p, Wildcards(call, 3))]);
    }

    // size weight, weight, seeds, wildcards: the patterns that say most about most rows, each about rows that the others leave out
    private static IEnumerable<object?[]> Cluster(PluginCall call)
    {
        var data = MinedRows.Of(call, call.Schema.Skip(3), weightAt: 1);
        var total = data.Miner.Total;
        var size = Math.Clamp(Usually(call, 0, 0.5), 0, 1);
        var width = Math.Max(1, call.Schema.Count - 3);
        var ranked = data.Miner.Find(LeastShare * total, MostColumns)
            .OrderByDescending(p => Math.Pow(p.Weight / total, size) * Math.Pow((double)p.FixedColumns / width, 1 - size));
        var covered = new HashSet<int>();
        var made = 0L;
        foreach (var pattern in ranked)
        {
            if (made >= Usually(call, 2, 25) || pattern.Rows.Count(covered.Contains) * 2 > pattern.Rows.Length)
                continue;
            covered.UnionWith(pattern.Rows);
            yield return [made++, (long)pattern.Weight, Percent(pattern.Weight, total, 1), .. data.Cells(pattern, Wildcards(call, 3))];
        }
    }

    // split column, its value A, its value B, weight, threshold, most columns, wildcards
    private static IEnumerable<object?[]> Differences(PluginCall call)
    {
        var (split, a, b) = (call.Arguments[0].Value, call.Text(1), call.Text(2));
        var sides = call.Tables[0].Rows.Select(r => (string)KqlConversion.ToText(split(r))).ToList();
        var data = MinedRows.Of(call, call.Schema.Skip(6), weightAt: 3, (row, i) => sides[i] == a || sides[i] == b);
        var isInA = data.Places.Select(i => sides[i] == a).ToArray();
        var compared = Compared(data, isInA, Usually(call, 4, LeastShare), (int)Usually(call, 5, MostColumns));
        return compared.Select((c, i) => (object?[])
        [
            (long)i, (long)c.A, (long)c.B, Percent(c.A, c.AllA, 2), Percent(c.B, c.AllB, 2), Math.Round(c.Difference * 100, 2), .. data.Cells(c.Pattern, Wildcards(call, 6)),
        ]);
    }

    // text, condition, least words, threshold, most words
    private static IEnumerable<object?[]> TextDifferences(PluginCall call)
    {
        var rows = call.Tables[0].Rows;
        var words = rows.Select(r => ((string)call.Arguments[0].Value(r)!).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToList();
        var isTrue = rows.Select(r => call.Arguments[1].Value(r) is true).ToArray();
        var width = (int)Math.Min(MostWords, words.Count == 0 ? 0 : words.Max(w => w.Length));
        object?[][] cells = [.. words.Select(w => Enumerable.Range(0, width).Select(i => i < w.Length ? (object?)w[i] : null).ToArray())];
        var data = new MinedRows(new PatternMiner(cells, [.. rows.Select(_ => 1.0)], call.CancellationToken), [], [.. Enumerable.Range(0, rows.Count)], [.. rows.Select(_ => 1.0)]);
        var least = Usually(call, 2, 1);
        return Compared(data, isTrue, Usually(call, 3, LeastShare), (int)Usually(call, 4, MostColumns))
            .Select(c => (Compared: c, Words: c.Pattern.Codes.Select((code, i) => code < 0 ? "*" : data.Miner.Value(i, code) as string).ToList()))
            .Where(c => c.Words.Count(w => w is not (null or "*")) >= least)
            .Select(c => (object?[])
            [
                (long)c.Compared.A, (long)c.Compared.B, Percent(c.Compared.A, c.Compared.AllA, 2), Percent(c.Compared.B, c.Compared.AllB, 2), Line(c.Words),
            ]);
    }

    private const int MostWords = 100;

    // Stars behind the last word go; where the text is at its end there is nothing.
    private static string Line(List<string?> words)
    {
        var shown = words.TakeWhile(w => w is not null).ToList();
        var last = shown.FindLastIndex(w => w != "*");
        return string.Join(' ', shown.Take(last + 1)) + (last + 1 < shown.Count ? " *" : "");
    }

    private sealed record Comparison(MinedPattern Pattern, double A, double B, double AllA, double AllB)
    {
        public double Difference => Math.Abs((AllA == 0 ? 0 : A / AllA) - (AllB == 0 ? 0 : B / AllB));
    }

    // Of patterns about mostly the same rows the one with the larger difference stays.
    private static List<Comparison> Compared(MinedRows data, bool[] isInA, double threshold, int mostColumns)
    {
        var share = Math.Clamp(threshold, 0.015, 1);
        var allA = data.Weights.Where((_, i) => isInA[i]).Sum();
        var allB = data.Weights.Sum() - allA;
        var found = data.Miner.Find(share * Math.Min(allA, allB), mostColumns)
            .Select(p => new Comparison(p, p.Rows.Where(r => isInA[r]).Sum(r => data.Weights[r]), p.Rows.Where(r => !isInA[r]).Sum(r => data.Weights[r]), allA, allB))
            .Where(c => c.Difference >= share)
            .OrderByDescending(c => c.Difference).ThenByDescending(c => c.Pattern.FixedColumns);
        var kept = new List<Comparison>();
        foreach (var comparison in found)
        {
            var rows = comparison.Pattern.Rows;
            if (!kept.Any(k => k.Pattern.Rows.Intersect(rows).Count() * 2 > Math.Max(k.Pattern.Rows.Length, rows.Length)))
                kept.Add(comparison);
        }

        return kept;
    }

    private static Dictionary<KqlType, object?> Wildcards(PluginCall call, int from) => call.Arguments.Skip(from)
        .Where(a => a.Constant is not ("~" or null)).GroupBy(a => a.Type).ToDictionary(g => g.Key, g => g.First().Constant);
}
