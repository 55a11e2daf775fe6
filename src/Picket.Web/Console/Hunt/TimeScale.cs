using System.Globalization;

namespace Picket.Web.Console.Hunt;

/// <summary>Where points of a time chart stand in a drawing of <see cref="Width"/> by <see cref="Height"/> units.</summary>
internal sealed record TimeScale(DateTime From, DateTime To, double Top)
{
    public const int Width = 1000;
    public const int Height = 200;

    /// <summary>How many parts the value axis has.</summary>
    public const int Steps = 4;

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

    public string Label(double part)
    {
        var span = To - From;
        var format = span < TimeSpan.FromMinutes(5) ? "HH:mm:ss" : span < TimeSpan.FromDays(2) ? "HH:mm" : "MM-dd HH:mm";
        return (From + span * part).ToString(format, CultureInfo.InvariantCulture);
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
