namespace Picket.Web.Charts;

/// <summary>How a chart is drawn.</summary>
public enum ChartKind
{
    /// <summary>Points joined by lines.</summary>
    Line,

    /// <summary>Lines with what is below them filled.</summary>
    Area,

    /// <summary>Upright bars.</summary>
    Column,

    /// <summary>Bars that lie, one per label.</summary>
    Bar,

    /// <summary>Shares of a whole.</summary>
    Pie,

    /// <summary>Points alone.</summary>
    Scatter,

    /// <summary>A few figures, large.</summary>
    Card,
}

/// <summary>What the horizontal axis has on it.</summary>
public enum ChartAxis
{
    /// <summary>Times; a point's place is its ticks (UTC).</summary>
    Time,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Labels; a point's place is the label's index.</summary>
    Label,
}

/// <summary>One point: where it stands, what that place is called, and its value.</summary>
public readonly record struct ChartPoint(double At, string Label, double Value);

/// <summary>One line or set of bars of a chart, its points in the order of the axis.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points);

/// <summary>A result as a chart, ready to be drawn anywhere.</summary>
public sealed record Chart(ChartKind Kind, ChartAxis Axis, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>What stands over it.</summary>
    public string Title { get; init; } = "";

    /// <summary>What the values are.</summary>
    public string Measure { get; init; } = "";

    /// <summary>Whether series stand on one another.</summary>
    public bool IsStacked { get; init; }

    /// <summary>How many series or labels are left to the table, because a drawing of them would show nothing.</summary>
    public int Left { get; init; }

    /// <summary>Labels of the axis in their order; empty for times and numbers.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>All points.</summary>
    public IEnumerable<ChartPoint> Points => Series.SelectMany(s => s.Points);
}
