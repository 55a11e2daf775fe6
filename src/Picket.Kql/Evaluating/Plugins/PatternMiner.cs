using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>Rows that share a value in some columns: the code of the value per column, -1 where any will do.</summary>
internal sealed record MinedPattern(int[] Codes, int[] Rows, double Weight)
{
    public int FixedColumns => Codes.Count(c => c >= 0);
}

/// <summary>
/// Finds the patterns that many rows share. Only closed ones: a pattern says everything that its rows have in common, so that no two have the same rows.
/// </summary>
internal sealed class PatternMiner
{
    // How many cells may be looked at; what needs more is refused rather than half done.
    private const long MaxWork = 500_000_000;

    private readonly int[][] _codes;
    private readonly object?[][] _values;
    private readonly double[] _weights;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<MinedPattern> _found = [];
    private double _least;
    private int _mostColumns;
    private long _work;

    public PatternMiner(IReadOnlyList<object?[]> rows, double[] weights, CancellationToken cancellationToken)
    {
        var width = rows.Count == 0 ? 0 : rows[0].Length;
        var known = Enumerable.Range(0, width).Select(_ => new OrderedGroups<int[]>(() => [-1])).ToArray();
        _weights = weights;
        _cancellationToken = cancellationToken;
        _codes = [.. rows.Select(row => Encoded(row, known))];
        _values = [.. known.Select(k => k.InOrder.Select(g => g.Key[0]).ToArray())];
    }

    public double Total => _weights.Sum();

    /// <summary>The value that a code stands for.</summary>
    public object? Value(int column, int code) => _values[column][code];

    /// <summary>All closed patterns of at least that weight with at least one column; at most so many columns are chosen for one.</summary>
    public IReadOnlyList<MinedPattern> Find(double leastWeight, int mostColumns)
    {
        (_least, _mostColumns) = (Math.Max(leastWeight, double.Epsilon), mostColumns);
        _found.Clear();
        _seen.Clear();
        if (_codes.Length > 0)
            Mine([.. Enumerable.Range(0, _codes.Length)], 0);
        return [.. _found];
    }

    private void Mine(int[] rows, int chosen)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _work += (long)rows.Length * _values.Length;
        if (_work > MaxWork)
            throw new KqlRunException(KqlCodes.RunTooLarge, "The plug-in would look at too many patterns. Keep fewer columns, or raise the threshold.");
        var closed = Closure(rows);
        if (!_seen.Add(string.Join(',', closed)))
            return;
        if (closed.Any(c => c >= 0))
            _found.Add(new MinedPattern(closed, rows, rows.Sum(r => _weights[r])));
        if (chosen >= _mostColumns)
            return;
        for (var column = 0; column < closed.Length; column++)
        {
            if (closed[column] >= 0)
                continue;
            var at = column;
            foreach (var group in rows.GroupBy(r => _codes[r][at]))
            {
                if (group.Sum(r => _weights[r]) >= _least)
                    Mine([.. group], chosen + 1);
            }
        }
    }

    private int[] Closure(int[] rows)
    {
        int[] common = [.. _codes[rows[0]]];
        foreach (var row in rows)
        {
            for (var i = 0; i < common.Length; i++)
            {
                if (common[i] != _codes[row][i])
                    common[i] = -1;
            }
        }

        return common;
    }

    private static int[] Encoded(object?[] row, OrderedGroups<int[]>[] known)
    {
        var codes = new int[row.Length];
        for (var i = 0; i < row.Length; i++)
        {
            var code = known[i].At([row[i]], out var isNew);
            if (isNew)
                code[0] = known[i].InOrder.Count - 1;
            codes[i] = code[0];
        }

        return codes;
    }
}
