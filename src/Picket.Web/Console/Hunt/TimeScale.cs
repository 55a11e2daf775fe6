using System.Globalization;

namespace Picket.Web.Console.Hunt;

/// <summary>Where points of a time chart stand in a drawing of <see cref="Width"/> by <see cref="Height"/> units.</summary>
internal sealed record TimeScale(DateTime From, DateTime To, double Top)
{
    public const int Width = 1000;
    public const int Height = 200;

    /// <summary>How many parts the value axis has.</summary>
    public const int Steps = 4;

    private const int MaxTicks = 7;
    private const int MaxStrips = 400;

    private static readonly TimeSpan[] TickSteps =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(seconds => TimeSpan.FromSeconds(seconds)),
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 3, 6, 12 }.Select(hours => TimeSpan.FromHours(hours)),
        .. new[] { 1, 2, 7, 14, 30, 90 }.Select(days => TimeSpan.FromDays(days)),
    ];

    public static TimeScale Of(ChartModel chart)
    {
        var points = chart.Series.SelectMany(series => series.Points).ToList();
        var times = points.Select(point => (DateTime)point.At).ToList();
        return new(times.Min(), times.Max(), RoundUp(points.Max(point => point.Value)));
    }

    public string Path(ChartSeries series) => "M" + string.Join('L', series.Points.Select(point =>
        $"{Text(X((DateTime)point.At))} {Text(Y(point.Value))}"));

    public string Area(ChartSeries series) =>
        $"{Path(series)}L{Text(X((DateTime)series.Points[^1].At))} {Height}L{Text(X((DateTime)series.Points[0].At))} {Height}Z";

    public double Level(int step) => Top * step / Steps;

    public string Y(int step) => Text(Y(Level(step)));

    /// <summary>Round times along the axis.</summary>
    public IEnumerable<DateTime> Ticks
    {
        get
        {
            var step = TickSteps.FirstOrDefault(step => (To - From) / step <= MaxTicks, (To - From) / MaxTicks).Ticks;
            for (var tick = (From.Ticks + step - 1) / Math.Max(1, step) * step; step > 0 && tick <= To.Ticks; tick += step)
            {
                yield return new(tick, DateTimeKind.Utc);
            }
        }
    }

    public string Label(DateTime time) => time.ToString(
        (To - From) switch
        {
            { TotalMinutes: < 5 } => "HH:mm:ss",
            { TotalDays: < 2 } => "HH:mm",
            { TotalDays: < 8 } => "MM-dd HH:mm",
            _ => "yyyy-MM-dd",
        },
        CultureInfo.InvariantCulture);

    /// <summary>Where a time stands, as a share of the width for a drawing without a view box.</summary>
    public string Percent(DateTime time) => Text(X(time) / Width * 100) + "%";

    public string XText(DateTime time) => Text(X(time));

    /// <summary>For each time drawn, the strip around it that a pointer hits.</summary>
    public IEnumerable<(DateTime Time, string X, string Width)> Strips(ChartModel chart)
    {
        DateTime[] times = [.. chart.Series.SelectMany(series => series.Points).Select(point => (DateTime)point.At).Distinct().Order()];
        return times.Length > MaxStrips ? [] : times.Index().Select(time =>
        {
            var left = time.Index == 0 ? 0 : (X(times[time.Index - 1]) + X(time.Item)) / 2;
            var right = time.Index == times.Length - 1 ? Width : (X(time.Item) + X(times[time.Index + 1])) / 2;
            return (time.Item, Text(left), Text(right - left));
        });
    }

    private double X(DateTime time) => To == From ? Width / 2.0 : Width * ((time - From) / (To - From));

    private double Y(double value) => Height - Height * Math.Max(0, value) / Top;

    /// <summary>The next value that divides into even steps a person can read: 4, 8, 20, 40, 60, 80, 100 …</summary>
    private static double RoundUp(double value)
    {
        if (value <= Steps)
        {
            return Steps;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double[] fine = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10];
        return fine.Select(step => step * power).First(step => step >= value || step >= 10 * power);
    }

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
