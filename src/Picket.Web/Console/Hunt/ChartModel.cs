using System.Globalization;
using Picket.Core;

namespace Picket.Web.Console.Hunt;

/// <summary>One line or set of bars of a chart.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<(object At, double Value)> Points);

/// <summary>What a result looks like as a chart: over time, or one bar per label.</summary>
public sealed record ChartModel(bool IsOverTime, string Measure, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>The most series drawn; the others are left to the table.</summary>
    public const int MaxSeries = 6;

    /// <summary>The most bars drawn.</summary>
    public const int MaxBars = 25;

    private const int FewestPoints = 2;

    /// <summary>The chart that <c>render</c> asked for or that the columns suggest; null where only a table fits.</summary>
    public static ChartModel? Of(QueryResult result)
    {
        var times = IndexOf(result, column => column.Type == "datetime");
        var measure = IndexOf(result, IsNumber);
        if (result.Rows.Count < FewestPoints || measure < 0 || result.Chart == "table")
        {
            return null;
        }

        var isAsked = result.Chart.Length > 0;
        var labels = IndexOf(result, column => column.Type == "string");
        return result switch
        {
            _ when times >= 0 && (isAsked || LooksLikeSeries(result, times)) && result.Chart is not ("barchart" or "piechart")
                => OverTime(result, times, measure, labels),
            _ when labels >= 0 && (isAsked || (labels == 0 && result.Columns.Count == 2)) => PerLabel(result, labels, measure),
            _ => null,
        };
    }

    /// <summary>Time and numbers only: a list of events also has both, but other columns too.</summary>
    private static bool LooksLikeSeries(QueryResult result, int times) => times == 0 &&
        result.Columns.Skip(1).All(IsNumber);

    private static ChartModel? OverTime(QueryResult result, int times, int measure, int labels)
    {
        var rows = result.Rows.Where(row => row[times] is DateTime && Number(row[measure]) is not null).ToList();
        var measures = result.Columns.Index().Where(column => IsNumber(column.Item)).Select(column => column.Index);
        var series = labels >= 0
            ? rows.GroupBy(row => CellText.Of(row[labels])).Select(group => Line(group.Key, group, measure))
            : measures.Select(index => Line(result.Columns[index].Name, rows, index));
        List<ChartSeries> drawn = [.. series.OrderByDescending(one => one.Points.Sum(point => point.Value)).Take(MaxSeries)];
        return rows.Count < FewestPoints ? null : new(true, result.Columns[measure].Name, drawn);

        ChartSeries Line(string name, IEnumerable<IReadOnlyList<object?>> points, int index) => new(name,
            [.. points.Where(row => Number(row[index]) is not null)
                .OrderBy(row => (DateTime)row[times]!)
                .Select(row => (row[times]!, Number(row[index])!.Value))]);
    }

    private static ChartModel PerLabel(QueryResult result, int labels, int measure) => new(
        false, result.Columns[measure].Name,
        [new(result.Columns[measure].Name,
            [.. result.Rows.Where(row => Number(row[measure]) is not null).Take(MaxBars)
                .Select(row => ((object)CellText.Of(row[labels]), Number(row[measure])!.Value))])]);

    private static int IndexOf(QueryResult result, Func<QueryColumn, bool> matches) =>
        result.Columns.Index().Where(column => matches(column.Item)).Select(column => column.Index).FirstOrDefault(-1);

    private static bool IsNumber(QueryColumn column) => column.Type is "long" or "int" or "real" or "decimal";

    private static double? Number(object? value) => value switch
    {
        long or int or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        double real when double.IsFinite(real) => real,
        _ => null,
    };
}
