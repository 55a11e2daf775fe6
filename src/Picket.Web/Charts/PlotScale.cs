using System.Globalization;

namespace Picket.Web.Charts;

/// <summary>Where points of a chart stand in a drawing of <see cref="Width"/> by <see cref="Height"/> units.</summary>
public sealed record PlotScale(Chart Chart, double From, double To, double Bottom, double Top)
{
    /// <summary>The drawing's width.</summary>
    public const int Width = 1000;

    /// <summary>The drawing's height.</summary>
    public const int Height = 200;

    /// <summary>How many parts the value axis has.</summary>
    public const int Steps = 4;

    private const int MaxTicks = 7;
    private const int MaxStrips = 400;
    private const double ColumnShare = 0.8;

    private static readonly double[] FineSteps = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10];

    private static readonly TimeSpan[] TimeSteps =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(seconds => TimeSpan.FromSeconds(seconds)),
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 3, 6, 12 }.Select(hours => TimeSpan.FromHours(hours)),
        .. new[] { 1, 2, 7, 14, 30, 90 }.Select(days => TimeSpan.FromDays(days)),
    ];

    /// <summary>The scale that shows all of the chart.</summary>
    public static PlotScale Of(Chart chart)
    {
        var places = chart.Points.Select(p => p.At).ToList();
        var (from, to) = chart.Axis == ChartAxis.Label ? (0, Math.Max(1, chart.Labels.Count - 1)) : (places.Min(), places.Max());
        if (chart.Kind == ChartKind.Column)
        {
            // Half a column stands out at either end.
            var half = places.Distinct().Count() is > 1 and var count ? (to - from) / (count - 1) / 2 : 0.5;
            (from, to) = (from - half, to + half);
        }

        var values = Stacks(chart).ToList();
        var least = Math.Min(0, values.Min());
        return new(chart, from, to, least < 0 ? -RoundUp(-least) : 0, RoundUp(values.Max()));
    }

    /// <summary>The path of a series' line.</summary>
    public string Path(int series) => "M" + string.Join('L', Drawn(series).Select(p => $"{Text(X(p.At))} {Text(Y(p.Top))}"));

    /// <summary>The path around what is below a series' line, down to the series it stands on.</summary>
    public string Area(int series)
    {
        var points = Drawn(series).ToList();
        return Path(series) + "L" + string.Join('L', points.AsEnumerable().Reverse().Select(p => $"{Text(X(p.At))} {Text(Y(p.Bottom))}")) + "Z";
    }

    /// <summary>The upright bars of a series.</summary>
    public IEnumerable<(string X, string Y, string Width, string Height)> Columns(int series)
    {
        var places = Chart.Points.Select(p => p.At).Distinct().Count();
        var room = Width / (double)Math.Max(1, places) * ColumnShare;
        var width = Chart.IsStacked ? room : room / Chart.Series.Count;
        return Drawn(series).Select(p => (
            Text(X(p.At) - (room / 2) + (Chart.IsStacked ? 0 : series * width)), Text(Math.Min(Y(p.Top), Y(p.Bottom))),
            Text(Math.Max(0.5, width)), Text(Math.Abs(Y(p.Bottom) - Y(p.Top)))));
    }

    /// <summary>The points of a series.</summary>
    public IEnumerable<(string X, string Y)> Dots(int series) => Drawn(series).Select(p => (Text(X(p.At)), Text(Y(p.Top))));

    /// <summary>The value at a part of the value axis.</summary>
    public double Level(int step) => Bottom + ((Top - Bottom) * step / Steps);

    /// <summary>Where that part is.</summary>
    public string Y(int step) => Text(Y(Level(step)));

    /// <summary>Round places along the axis, each with its label.</summary>
    public IReadOnlyList<(double At, string Label)> Ticks => Chart.Axis switch
    {
        ChartAxis.Label => [.. Chart.Labels.Index().Where(l => l.Index % Math.Max(1, (Chart.Labels.Count + MaxTicks) / (MaxTicks + 1)) == 0).Select(l => ((double)l.Index, l.Item))],
        ChartAxis.Time => [.. Multiples(TimeSteps.Select(s => (double)s.Ticks)).Select(at => (at, TimeLabel(at)))],
        _ => [.. Multiples([RoundUp((To - From) / MaxTicks)]).Select(at => (at, at.ToString("#,0.##", CultureInfo.InvariantCulture)))],
    };

    /// <summary>A place as a share of the width, for a drawing without a view box.</summary>
    public string Percent(double at) => Text(X(at) / Width * 100) + "%";

    /// <summary>A place in the drawing.</summary>
    public string XText(double at) => Text(X(at));

    /// <summary>For each place drawn, the strip around it that a pointer hits.</summary>
    public IEnumerable<(double At, string X, string Width)> Strips()
    {
        double[] places = [.. Chart.Points.Select(p => p.At).Distinct().Order()];
        return places.Length > MaxStrips ? [] : places.Index().Select(place =>
        {
            var left = place.Index == 0 ? 0 : (X(places[place.Index - 1]) + X(place.Item)) / 2;
            var right = place.Index == places.Length - 1 ? Width : (X(place.Item) + X(places[place.Index + 1])) / 2;
            return (place.Item, Text(left), Text(right - left));
        });
    }

    private static IEnumerable<double> Stacks(Chart chart) => !chart.IsStacked ? chart.Points.Select(p => p.Value)
        : chart.Points.GroupBy(p => p.At).SelectMany(g => new[] { g.Where(p => p.Value > 0).Sum(p => p.Value), g.Where(p => p.Value < 0).Sum(p => p.Value) });

    // A stacked series stands on those before it, at each place.
    private IEnumerable<(double At, double Bottom, double Top)> Drawn(int series) => Chart.Series[series].Points.Select(p =>
    {
        var below = !Chart.IsStacked ? 0 : Chart.Series.Take(series).SelectMany(s => s.Points).Where(q => q.At.Equals(p.At)).Sum(q => q.Value);
        return (p.At, below, below + p.Value);
    });

    private double X(double at) => To <= From ? Width / 2.0 : (at - From) / (To - From) * Width;

    private double Y(double value) => Height - ((value - Bottom) / (Top - Bottom) * Height);

    private IEnumerable<double> Multiples(IEnumerable<double> steps)
    {
        var step = steps.FirstOrDefault(s => (To - From) / s <= MaxTicks, (To - From) / MaxTicks);
        if (step <= 0)
            return [From];
        var first = Math.Ceiling(From / step);
        return Enumerable.Range(0, MaxTicks + 2).Select(i => (first + i) * step).Where(at => at <= To);
    }

    private string TimeLabel(double at) => new DateTime((long)at, DateTimeKind.Utc).ToString(
        TimeSpan.FromTicks((long)(To - From)) switch
        {
            { TotalMinutes: < 5 } => "HH:mm:ss",
            { TotalDays: < 2 } => "HH:mm",
            { TotalDays: < 8 } => "MM-dd HH:mm",
            _ => "yyyy-MM-dd",
        },
        CultureInfo.InvariantCulture);

    private static double RoundUp(double value)
    {
        if (value <= 0)
            return Steps;
        // Below a few, parts of the axis would be fractions of things that are counted.
        if (value <= Steps && value == Math.Floor(value))
            return Steps;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return FineSteps.Select(step => step * power).First(step => step >= value || step >= 10 * power);
    }

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
