using Picket.Core;
using Picket.Web.Formats;

namespace Picket.Web.Charts;

/// <summary>Makes the chart that <c>render</c> asked for, or that the columns suggest.</summary>
public static class ChartReader
{
    /// <summary>The most series drawn; the others are left to the table.</summary>
    public const int MaxSeries = 6;

    /// <summary>The most bars drawn.</summary>
    public const int MaxBars = 25;

    /// <summary>The most slices of a pie; the rest is one more.</summary>
    public const int MaxSlices = 8;

    private const int FewestPoints = 2;
    private const int MaxCards = 8;

    /// <summary>The chart of a result; null where only a table fits.</summary>
    public static Chart? Of(QueryResult result)
    {
        var data = ChartData.Of(result);
        var chart = result.Chart switch
        {
            "" => Suggested(data),
            "card" => Cards(data),
            "piechart" => Pie(data),
            "barchart" => PerLabel(data, ChartKind.Bar),
            "columnchart" => Plot(data, ChartKind.Column),
            "timechart" or "linechart" or "anomalychart" => Plot(data, ChartKind.Line),
            "areachart" => Plot(data, ChartKind.Area),
            "stackedareachart" => Plot(data, ChartKind.Area) is { } area ? area with { IsStacked = true } : null,
            "scatterchart" => Plot(data, ChartKind.Scatter),
            _ => null,
        };
        return chart is null || (chart.Kind != ChartKind.Card && data.Rows.Count < FewestPoints)
            || (chart.Axis != ChartAxis.Label && chart.Points.Count() < FewestPoints) ? null : chart with
        {
            Title = data.Property("title"),
            IsStacked = chart.IsStacked || data.Property("kind") is "stacked" or "stacked100",
            Measure = data.Property("ytitle") is { Length: > 0 } said ? said : chart.Measure,
        };
    }

    // Time and numbers only: a list of events also has both, but other columns too.
    private static Chart? Suggested(ChartData data) => data.Columns switch
    {
        [{ Type: "datetime" }, _, ..] when data.Columns.Skip(1).All(ChartData.IsNumber) => Plot(data, ChartKind.Line),
        [{ Type: "string" }, var second] when ChartData.IsNumber(second) => PerLabel(data, ChartKind.Bar),
        _ => null,
    };

    private static Chart? Plot(ChartData data, ChartKind kind)
    {
        var x = data.XColumn(wantsTime: data.Result.Chart is "timechart" or "anomalychart" or "");
        if (x < 0)
            return null;
        var axis = data.Columns[x].Type switch { "datetime" => ChartAxis.Time, "string" or "bool" or "guid" => ChartAxis.Label, _ => ChartAxis.Number };
        if (axis == ChartAxis.Label)
            return PerLabel(data, kind);
        var (series, measure) = SeriesOf(data, x, axis);
        var drawn = series.OrderByDescending(s => s.Points.Sum(p => Math.Abs(p.Value))).Take(MaxSeries).ToList();
        return drawn.Count == 0 ? null : new(kind, axis, drawn) { Measure = measure, Left = series.Count - drawn.Count };
    }

    private static (List<ChartSeries> Series, string Measure) SeriesOf(ChartData data, int x, ChartAxis axis)
    {
        var measures = data.YColumns(x);
        var names = data.SeriesColumns(x);
        var series = new List<ChartSeries>();
        foreach (var group in data.Rows.GroupBy(row => string.Join(", ", names.Select(n => CellText.Of(row[n])))))
        {
            foreach (var y in measures)
            {
                var name = group.Key.Length == 0 ? data.Columns[y].Name : measures.Count == 1 ? group.Key : $"{group.Key}: {data.Columns[y].Name}";
                var points = group.Select(row => Point(row[x], row[y], axis)).OfType<ChartPoint>().OrderBy(p => p.At).ToList();
                if (points.Count > 0)
                    series.Add(new(name, points));
            }
        }

        return (series, measures.Count == 1 ? data.Columns[measures[0]].Name : "");
    }

    private static ChartPoint? Point(object? at, object? value, ChartAxis axis) =>
        (axis == ChartAxis.Time ? (at as DateTime?)?.Ticks : ChartData.Number(at)) is { } place && ChartData.Number(value) is { } number
            ? new ChartPoint(place, CellText.Of(at), number) : null;

    private static Chart? PerLabel(ChartData data, ChartKind kind)
    {
        var x = data.XColumn(wantsTime: false);
        var measures = x < 0 ? [] : data.YColumns(x);
        if (measures.Count == 0)
            return null;
        var split = data.SeriesColumns(x) is [var first, ..] && first != x ? first : -1;
        var labels = data.Rows.Select(row => CellText.Of(row[x])).Distinct(StringComparer.Ordinal).ToList();
        var places = labels.Take(MaxBars).Index().ToDictionary(l => l.Item, l => l.Index, StringComparer.Ordinal);
        var series = (split < 0
                ? measures.Select(y => (data.Columns[y].Name, Rows: data.Rows.AsEnumerable(), Y: y))
                : data.Rows.GroupBy(row => CellText.Of(row[split])).Select(g => (Name: g.Key, Rows: g.AsEnumerable(), Y: measures[0])))
            .Select(s => new ChartSeries(s.Name, [.. s.Rows
                .Where(row => places.ContainsKey(CellText.Of(row[x])) && ChartData.Number(row[s.Y]) is not null)
                .Select(row => new ChartPoint(places[CellText.Of(row[x])], CellText.Of(row[x]), ChartData.Number(row[s.Y])!.Value))]))
            .Where(s => s.Points.Count > 0).ToList();
        return series.Count == 0 ? null : new(kind, ChartAxis.Label, [.. series.Take(MaxSeries)])
        {
            Labels = [.. places.Keys],
            Measure = measures.Count == 1 ? data.Columns[measures[0]].Name : "",
            Left = labels.Count - places.Count + Math.Max(0, series.Count - MaxSeries),
        };
    }

    private static Chart? Pie(ChartData data)
    {
        var x = data.XColumn(wantsTime: false);
        if (x < 0 || data.YColumns(x) is not [var y, ..])
            return null;
        var slices = data.Rows.Select(row => (Label: CellText.Of(row[x]), Value: ChartData.Number(row[y]) ?? 0)).Where(s => s.Value > 0)
            .GroupBy(s => s.Label).Select(g => (Label: g.Key, Value: g.Sum(s => s.Value))).OrderByDescending(s => s.Value).ToList();
        var shown = slices.Take(MaxSlices).ToList();
        if (slices.Count > MaxSlices)
            shown.Add(($"{slices.Count - MaxSlices} others", slices.Skip(MaxSlices).Sum(s => s.Value)));
        return new(ChartKind.Pie, ChartAxis.Label, [new(data.Columns[y].Name, [.. shown.Select((s, i) => new ChartPoint(i, s.Label, s.Value))])])
        {
            Labels = [.. shown.Select(s => s.Label)], Measure = data.Columns[y].Name,
        };
    }

    private static Chart? Cards(ChartData data)
    {
        if (data.Rows is not [var row, ..])
            return null;
        var figures = data.Columns.Index().Where(c => ChartData.Number(row[c.Index]) is not null).Take(MaxCards)
            .Select(c => new ChartSeries(c.Item.Name, [new(0, "", ChartData.Number(row[c.Index])!.Value)])).ToList();
        return figures.Count > 0 ? new(ChartKind.Card, ChartAxis.Label, figures) : null;
    }
}
