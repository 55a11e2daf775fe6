using System.Globalization;
using System.Text;
using Picket.Kql.Plan;
using Picket.Kql.Sql;

namespace Picket.Kql;

/// <summary>Tells how a plan runs: its steps, what is read, and what DuckDB is asked.</summary>
public static class KqlExplain
{
    private const int LongestValue = 120;

    /// <summary>
    /// The plan as an indented tree, the last step first: each with its columns, each scan with its bounds on time and the terms it needs. A part that
    /// DuckDB answers is marked <c>[duckdb N]</c>, and its SQL and parameters follow below.
    /// </summary>
    public static string Text(KqlPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder();
        var split = HybridPlan.Of(plan);
        WritePlan(text, split, split.Top, 0, isInDuckDb: false);
        foreach (var (number, part) in split.Parts.Index())
            WriteSql(text, number, DuckDbSql.Translate(part, scan => SqlTypes.Quote(scan.Table)));
        return text.ToString();
    }

    private static void WritePlan(StringBuilder text, HybridPlan split, KqlPlan plan, int depth, bool isInDuckDb)
    {
        if (!isInDuckDb && HybridPlan.PartOf(plan) is { } part)
        {
            Indent(text, depth).Append(CultureInfo.InvariantCulture, $"[duckdb {part}]\n");
            WritePlan(text, split, split.Parts[part], depth + 1, isInDuckDb: true);
            return;
        }

        Indent(text, depth).Append(plan.GetType().Name).Append(Details(plan))
            .Append(": ").AppendJoin(", ", plan.Columns.Select(c => $"{c.Name}:{c.Type.Word}")).Append('\n');
        foreach (var input in plan.Inputs.Concat(plan.Expressions.SelectMany(RelationsOf)))
            WritePlan(text, split, input, depth + 1, isInDuckDb);
    }

    private static IEnumerable<KqlPlan> RelationsOf(KqlExpression expression) =>
        expression.Parts.SelectMany(RelationsOf).Concat(expression.Relation is { } relation ? [relation] : []);

    private static string Details(KqlPlan plan) => plan switch
    {
        TableScan scan => $" {scan.Table}{Bound(" from ", scan.From)}{Bound(" to ", scan.To)}{Terms(scan)}",
        Join join => $" {join.Kind}",
        Plugin plugin => $" {plugin.Name}",
        Aggregate aggregate => $" {string.Join(", ", aggregate.Items.Select(i => i.Function))}",
        Window window => $" {string.Join(", ", window.Items.Select(i => i.Function))}",
        MakeSeries series => $" {string.Join(", ", series.Items.Select(i => i.Aggregate.Function))}",
        InlineTable table => $" of {table.Rows.Count.ToString(CultureInfo.InvariantCulture)} rows",
        Materialized materialized => $" {materialized.Id.ToString(CultureInfo.InvariantCulture)}",
        _ => "",
    };

    private static string Bound(string word, DateTime? time) => time is null ? "" : word + KqlFormat.Text(time);

    private static string Terms(TableScan scan) =>
        scan.RequiredTerms.Count == 0 ? "" : $" with {string.Join(", ", scan.RequiredTerms.Select(t => $"'{t.Term}' in {t.Column}"))}";

    private static void WriteSql(StringBuilder text, int number, DuckDbQuery query)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nduckdb {number}:\n{query.Text}\n");
        foreach (var (place, value) in query.Parameters.Index())
            text.Append(CultureInfo.InvariantCulture, $"  ${place + 1} = {Shown(value)}\n");
    }

    private static string Shown(object value)
    {
        var shown = value switch
        {
            DuckDbFunction function => $"function {function.Name}",
            string word => $"'{word}'",
            _ => KqlFormat.Text(value),
        };
        return shown.Length <= LongestValue ? shown : $"{shown[..LongestValue]}…";
    }

    private static StringBuilder Indent(StringBuilder text, int depth) => text.Append(' ', depth * 2);
}
