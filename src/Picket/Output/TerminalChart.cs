using System.Globalization;
using Picket.Terminals;
using Picket.Web.Charts;

namespace Picket.Output;

/// <summary>A chart in characters: as wide as the terminal, told by shape and words, never by colour.</summary>
internal static class TerminalChart
{
    private const int MaxWidth = 120;
    private const int MinPlot = 16;
    private const int MaxName = 28;
    private const int Height = 8;
    private const string Eighths = " ▁▂▃▄▅▆▇█";
    private const string Widths = "▏▎▍▌▋▊▉█";

    public static void Write(Terminal terminal, Chart chart)
    {
        var width = Math.Clamp(terminal.Width - 1, 40, MaxWidth);
        terminal.Out.WriteLine();
        if (chart.Title.Length > 0)
            terminal.Out.WriteLine(Printable.Of(chart.Title));
        foreach (var line in Lines(chart, width))
            terminal.Out.WriteLine(line.TrimEnd());
        if (chart.Left > 0)
            terminal.Out.WriteLine($"({chart.Left} more in the table)");
        terminal.Out.Flush();
    }

    /// <summary>The drawing, line by line, none wider than <paramref name="width"/>.</summary>
    internal static IEnumerable<string> Lines(Chart chart, int width) => chart.Kind switch
    {
        ChartKind.Card => chart.Series.Select(s => $"{Printable.Of(s.Name)}  {Number(s.Points[0].Value)}"),
        ChartKind.Pie => Bars(chart, width, isShared: true),
        ChartKind.Bar => Bars(chart, width, isShared: false),
        _ when chart.Axis == ChartAxis.Label => Bars(chart, width, isShared: false),
        _ when chart.Series.Count == 1 => Plot(chart, width),
        _ => Sparks(chart, width),
    };

    private static IEnumerable<string> Bars(Chart chart, int width, bool isShared)
    {
        var rows = chart.Labels.Index().SelectMany(label => chart.Series
            .SelectMany(s => s.Points.Where(p => p.At.Equals((double)label.Index)).Select(p => (
                Name: Cut(chart.Series.Count == 1 ? label.Item : $"{label.Item} · {s.Name}"), p.Value)))).ToList();
        if (rows.Count == 0)
            yield break;
        var name = rows.Max(r => r.Name.Length);
        var total = rows.Sum(r => r.Value);
        var figures = rows.Select(r => isShared && total > 0
            ? $"{Number(r.Value)}  {(r.Value / total).ToString("0.0%", CultureInfo.InvariantCulture)}" : Number(r.Value)).ToList();
        var room = Math.Max(MinPlot, width - name - figures.Max(f => f.Length) - 4);
        var largest = rows.Max(r => Math.Abs(r.Value));
        foreach (var (i, row) in rows.Index())
            yield return $"{row.Name.PadRight(name)}  {Bar(largest == 0 ? 0 : Math.Max(0, row.Value) / largest * room).PadRight(room)}  {figures[i]}";
    }

    // Upright, eight rows of eighths, with the value axis at its left.
    private static IEnumerable<string> Plot(Chart chart, int width)
    {
        var points = chart.Series[0].Points;
        var top = points.Max(p => p.Value);
        var bottom = Math.Min(0, points.Min(p => p.Value));
        var marks = new[] { Number(top), Number(bottom) };
        var axis = marks.Max(m => m.Length);
        var cells = Cells(points, points[0].At, points[^1].At, width - axis - 2);
        yield return Printable.Of(chart.Measure.Length > 0 ? chart.Measure : chart.Series[0].Name);
        for (var row = Height - 1; row >= 0; row--)
        {
            var mark = row == Height - 1 ? marks[0] : row == 0 ? marks[1] : "";
            yield return $"{mark.PadLeft(axis)} │{string.Concat(cells.Select(c => Piece(c, bottom, top, row)))}";
        }

        yield return $"{new string(' ', axis)} └{new string('─', cells.Length)}";
        var (first, last) = (points[0].Label, points[^1].Label);
        yield return $"{new string(' ', axis + 2)}{first}{last.PadLeft(Math.Max(last.Length + 1, cells.Length - first.Length))}";
    }

    private static IEnumerable<string> Sparks(Chart chart, int width)
    {
        var (from, to) = (chart.Points.Min(p => p.At), chart.Points.Max(p => p.At));
        var (bottom, top) = (Math.Min(0, chart.Points.Min(p => p.Value)), chart.Points.Max(p => p.Value));
        var names = chart.Series.Select(s => Cut(s.Name)).ToList();
        var figures = chart.Series.Select(s => $"{Number(s.Points.Min(p => p.Value))} – {Number(s.Points.Max(p => p.Value))}").ToList();
        var name = names.Max(n => n.Length);
        var room = Math.Max(MinPlot, width - name - figures.Max(f => f.Length) - 4);
        foreach (var (i, series) in chart.Series.Index())
        {
            var cells = Cells(series.Points, from, to, room);
            var line = string.Concat(cells.Select(c => double.IsNaN(c) ? ' ' : Eighths[1 + (int)Math.Round(Share(c, bottom, top) * (Eighths.Length - 2))]));
            yield return $"{names[i].PadRight(name)}  {line.PadRight(room)}  {figures[i]}";
        }

        var (first, last) = (chart.Points.MinBy(p => p.At).Label, chart.Points.MaxBy(p => p.At).Label);
        yield return $"{new string(' ', name + 2)}{first}{last.PadLeft(Math.Max(last.Length + 1, room - first.Length))}";
    }

    // One value per character: the largest of the points that fall on it; where none falls, the one before goes on for a line.
    private static double[] Cells(IReadOnlyList<ChartPoint> points, double from, double to, int room)
    {
        var count = Math.Clamp(points.Count == 1 ? 1 : room, 1, Math.Max(1, room));
        var cells = new double[count];
        Array.Fill(cells, double.NaN);
        foreach (var point in points)
        {
            var at = to <= from ? 0 : (int)((point.At - from) / (to - from) * (count - 1));
            cells[at] = double.IsNaN(cells[at]) ? point.Value : Math.Max(cells[at], point.Value);
        }

        for (var i = 1; i < count; i++)
            cells[i] = double.IsNaN(cells[i]) ? cells[i - 1] : cells[i];
        return cells;
    }

    private static char Piece(double value, double bottom, double top, int row) => double.IsNaN(value) ? ' '
        : Eighths[(int)Math.Clamp(Math.Round((Share(value, bottom, top) * Height - row) * 8), 0, 8)];

    private static double Share(double value, double bottom, double top) => top <= bottom ? 0 : (value - bottom) / (top - bottom);

    private static string Bar(double length)
    {
        var eighths = (int)Math.Round(length * 8);
        return new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : Widths[(eighths % 8) - 1].ToString());
    }

    private static string Cut(string text)
    {
        var shown = Printable.Of(text.Length == 0 ? "(empty)" : text);
        return shown.Length <= MaxName ? shown : shown[..(MaxName - 1)] + "…";
    }

    private static string Number(double value) => Math.Abs(value) switch
    {
        >= 1e9 => (value / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + "G",
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 1e4 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
