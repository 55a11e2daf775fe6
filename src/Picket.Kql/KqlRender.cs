namespace Picket.Kql;

/// <summary>What <c>render</c> asked for: the chart (<c>timechart</c>, …; empty for a table) and how to draw it.</summary>
public sealed record KqlRender(string Chart)
{
    /// <summary>No chart asked for.</summary>
    public static KqlRender None { get; } = new("");

    /// <summary><c>kind</c>: <c>stacked</c>, <c>stacked100</c>, <c>unstacked</c>, <c>map</c>; empty for the default.</summary>
    public string Kind { get; init; } = "";

    /// <summary><c>title</c> over the chart.</summary>
    public string Title { get; init; } = "";

    /// <summary><c>xcolumn</c>: the column of the x axis; empty for the first that fits.</summary>
    public string XColumn { get; init; } = "";

    /// <summary><c>ycolumns</c>: the columns with values.</summary>
    public IReadOnlyList<string> YColumns { get; init; } = [];

    /// <summary><c>series</c>: the columns whose values name the series.</summary>
    public IReadOnlyList<string> Series { get; init; } = [];

    /// <summary>All properties by lower-case name, as written; those above among them.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}
