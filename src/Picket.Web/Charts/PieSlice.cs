using System.Globalization;

namespace Picket.Web.Charts;

/// <summary>A slice of a pie of radius 1 around the origin: its label, its value, its share as text, and its outline.</summary>
public sealed record PieSlice(string Label, double Value, string Share, string Path)
{
    // A circle cannot be one arc: its ends would meet.
    private const double Whole = 0.99999;

    /// <summary>The slices of a series, from twelve o'clock on, clockwise.</summary>
    public static IReadOnlyList<PieSlice> Of(ChartSeries series)
    {
        var total = series.Points.Sum(p => p.Value);
        var slices = new List<PieSlice>();
        var from = 0.0;
        foreach (var point in series.Points)
        {
            var share = total > 0 ? point.Value / total : 0;
            slices.Add(new(point.Label, point.Value, share.ToString("0.#%", CultureInfo.InvariantCulture), Outline(from, Math.Min(share, Whole))));
            from += share;
        }

        return slices;
    }

    private static string Outline(double from, double share) =>
        $"M0 0L{At(from)}A1 1 0 {(share > 0.5 ? 1 : 0)} 1 {At(from + share)}Z";

    private static string At(double turn) => string.Create(CultureInfo.InvariantCulture,
        $"{Math.Sin(turn * Math.Tau):0.####} {-Math.Cos(turn * Math.Tau):0.####}");
}
