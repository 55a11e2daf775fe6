using Picket.Core;
using Picket.Web.Charts;

namespace Picket.Tests.Web.Charts;

/// <summary>From results to charts.</summary>
public sealed class ChartReaderTests
{
    private static readonly DateTime Noon = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Arrays_of_make_series_become_points_over_time()
    {
        var result = new QueryResult(
            [new("Verb", "string"), new("Count", "dynamic"), new("TimeGenerated", "dynamic")],
            [["get", new JsonText("[1,2,3]"), new JsonText("[\"2026-03-14T12:00:00Z\",\"2026-03-14T13:00:00Z\",\"2026-03-14T14:00:00Z\"]")]]) { Chart = "timechart" };

        var chart = ChartReader.Of(result)!;

        Assert.Equal((ChartKind.Line, ChartAxis.Time), (chart.Kind, chart.Axis));
        Assert.Equal(("get", 3), (chart.Series[0].Name, chart.Series[0].Points.Count));
        Assert.Equal((Noon.Ticks, 1.0), ((long)chart.Series[0].Points[0].At, chart.Series[0].Points[0].Value));
    }

    [Fact]
    public void Columns_that_render_names_go_before_those_that_would_be_guessed()
    {
        var result = new QueryResult([new("A", "long"), new("B", "long"), new("C", "long")], [[1L, 10L, 5L], [2L, 20L, 6L]])
        {
            Chart = "columnchart", ChartProperties = new Dictionary<string, string> { ["xcolumn"] = "C", ["ycolumns"] = "B", ["title"] = "Bees", ["kind"] = "stacked" },
        };

        var chart = ChartReader.Of(result)!;

        Assert.Equal(("Bees", true, "B"), (chart.Title, chart.IsStacked, chart.Series[0].Name));
        Assert.Equal([(5.0, 10.0), (6.0, 20.0)], chart.Series[0].Points.Select(p => (p.At, p.Value)));
    }

    [Fact]
    public void A_pie_has_its_largest_slices_and_one_for_the_rest()
    {
        var result = new QueryResult([new("Name", "string"), new("N", "long")], [.. Enumerable.Range(1, 12).Select(i => (IReadOnlyList<object?>)[$"n{i}", (long)i])]) { Chart = "piechart" };

        var slices = PieSlice.Of(ChartReader.Of(result)!.Series[0]);

        Assert.Equal(9, slices.Count);
        Assert.Equal(("n12", "15.4%"), (slices[0].Label, slices[0].Share));
        Assert.Equal("4 others", slices[^1].Label);
        Assert.Equal(78, slices.Sum(s => s.Value));
    }

    [Fact]
    public void Stacked_series_stand_on_one_another()
    {
        var result = new QueryResult([new("At", "datetime"), new("A", "long"), new("B", "long")], [[Noon, 10L, 30L], [Noon.AddHours(1), 20L, 20L]]) { Chart = "stackedareachart" };

        var scale = PlotScale.Of(ChartReader.Of(result)!);

        Assert.Equal(40, scale.Top);
        Assert.EndsWith("L1000 0", scale.Path(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("pivotchart")]
    [InlineData("piechart")]
    public void What_cannot_be_drawn_is_left_to_the_table(string kind) =>
        Assert.Null(ChartReader.Of(new QueryResult([new("Name", "string"), new("Text", "string")], [["a", "b"], ["c", "d"]]) { Chart = kind }));
}
