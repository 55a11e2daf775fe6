namespace Picket.Kql.Sql;

/// <summary>Lets DuckDB aggregate the bins of <c>make-series</c>, so that only one row per bin and key comes back.</summary>
internal static class MakeSeriesSql
{
    /// <summary>The series over rows that are aggregated already; null where that cannot be.</summary>
    public static MakeSeries? TryPrepare(KqlPlan plan, SqlSupport support)
    {
        if (plan is not MakeSeries series || !support.Has(series.Input) || !IsSimple(series))
            return null;
        var bin = new CallExpression("bin", series.From is null ? [series.On.Value, series.Step] : [series.On.Value, series.Step, series.From], series.On.Value.Type);
        var grouped = new Aggregate(series.Input, [.. series.Keys, new NamedExpression(series.On.Name, bin)], [.. series.Items.Select(i => i.Aggregate)]);
        if (!support.Has(grouped))
            return null;
        return new MakeSeries(
            grouped,
            [.. series.Keys.Select(k => new NamedExpression(k.Name, new ColumnExpression(k.Name, k.Value.Type)))],
            [.. series.Items.Select(Taken)],
            new NamedExpression(series.On.Name, new ColumnExpression(series.On.Name, series.On.Value.Type)),
            series.From,
            series.To,
            series.Step) { IsNonEmpty = series.IsNonEmpty };
    }

    // Of one row per bin, any value is the value.
    private static SeriesItem Taken(SeriesItem item)
    {
        var output = item.Aggregate.Outputs[0];
        return item with { Aggregate = new AggregateItem("take_any", [new ColumnExpression(output.Name, output.Type)], item.Aggregate.Outputs, null) };
    }

    private static bool IsSimple(MakeSeries series) =>
        series.On.Value.Type is KqlType.DateTime or KqlType.Long or KqlType.TimeSpan
        && series.Step is LiteralExpression && series.From is null or LiteralExpression && series.To is null or LiteralExpression
        && series.Items.All(i => i.Aggregate.Outputs.Count == 1)
        && series.Keys.Select(k => k.Name).Append(series.On.Name).Concat(series.Items.Select(i => i.Aggregate.Outputs[0].Name)).Distinct(StringComparer.Ordinal).Count()
            == series.Keys.Count + series.Items.Count + 1;
}
