using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>The rows a miner works on: their columns, their places in the input, and their weights.</summary>
internal sealed record MinedRows(PatternMiner Miner, IReadOnlyList<KqlColumn> Columns, IReadOnlyList<int> Places, double[] Weights)
{
    /// <summary>The given columns of the rows of a call; the weight is the argument at that place, one where it is '~'.</summary>
    public static MinedRows Of(PluginCall call, IEnumerable<KqlColumn> columns, int weightAt, Func<object?[], int, bool>? where = null)
    {
        IReadOnlyList<KqlColumn> mined = [.. columns];
        var layout = new RowLayout(call.Tables[0].Columns);
        var places = mined.Select(c => layout.Place(c.Name)).ToArray();
        var argument = call.Arguments[weightAt];
        var hasWeight = argument.Constant is not "~";
        var rows = call.Tables[0].Rows.Index().Where(r => where is null || where(r.Item, r.Index)).ToList();
        double[] weights = [.. rows.Select(r => hasWeight ? KqlConversion.To(argument.Value(r.Item), KqlType.Real) as double? ?? 1 : 1)];
        var cells = rows.ConvertAll(r => Array.ConvertAll(places, p => r.Item[p]));
        return new MinedRows(new PatternMiner(cells, weights, call.CancellationToken), mined, [.. rows.Select(r => r.Index)], weights);
    }

    /// <summary>A cell per column: the value of the pattern, or what stands for any.</summary>
    public IEnumerable<object?> Cells(MinedPattern pattern, IReadOnlyDictionary<KqlType, object?> wildcards) => Columns.Select((column, i) =>
        pattern.Codes[i] >= 0 ? Miner.Value(i, pattern.Codes[i])
        : wildcards.TryGetValue(column.Type, out var wildcard) ? wildcard
        : column.Type == KqlType.String ? "" : null);
}
