using System.Globalization;

namespace Picket.Kql.Sql;

internal sealed partial class PlanSql
{
    private const int LargestCollection = 1_048_576;

    private Select EmitAggregate(Aggregate aggregate)
    {
        var sort = aggregate.Input as Sort;
        var select = Emit(sort?.Input ?? aggregate.Input);
        if (select.HasItems || select.Limit.Length > 0 || select.OrderBy.Length > 0)
            select = Around(select);
        var sql = Over(select);
        var order = sort is null ? "" : $" ORDER BY {SortKeys(sort.Keys, sql)}";
        List<SqlColumn> values =
        [
            .. aggregate.Keys.Select(k => sql.Pass(k.Value)),
            .. aggregate.Items.SelectMany(i => Values(i, sql, order)),
        ];
        select.Project(aggregate.Columns, values);
        if (aggregate.Keys.Count > 0)
            select.GroupBy = $" GROUP BY {string.Join(", ", Enumerable.Range(1, aggregate.Keys.Count))}";
        return select;
    }

    private static IEnumerable<SqlColumn> Values(AggregateItem item, ExpressionSql sql, string order)
    {
        var condition = item.Condition is null ? "" : sql.Condition(item.Condition);
        var filter = condition.Length == 0 ? "" : $" FILTER (WHERE {condition})";
        if (item.Function is "arg_max" or "arg_min" or "take_any")
            return ChosenRow(item, sql, filter).Select(v => new SqlColumn(v, false));
        if (item.Function is "min" or "max" && sql.Pass(item.Arguments[0]) is { IsTimestamp: true } time)
            return [time with { Text = $"{item.Function}({time.Text}){filter}" }];
        // The share of a percentile and the accuracy of dcount are not values of the row.
        var isShaped = item.Function is "percentile" or "dcount";
        var arguments = item.Arguments.Take(isShaped ? 1 : int.MaxValue).Select(sql.Write).ToList();
        return [new(NeverNull(Value(item, arguments, condition, filter, order), item.Outputs[0].Type), false)];
    }

    // One struct per row, so that all values come from the same row.
    private static IEnumerable<string> ChosenRow(AggregateItem item, ExpressionSql sql, string filter)
    {
        var values = item.Arguments.Select(sql.Write).ToList();
        if (item.Function == "take_any" && values.Count == 1)
            return [NeverNull($"any_value({values[0]}){filter}", item.Outputs[0].Type)];

        var row = $"struct_pack({string.Join(", ", values.Select((v, i) => $"c{i} := {v}"))})";
        var any = $"any_value({row}){filter}";
        var chosen = item.Function == "take_any" ? any : $"COALESCE({item.Function}({row}, {values[0]}){filter}, {any})";
        return item.Outputs.Select((o, i) => NeverNull($"struct_extract({chosen}, 'c{i}')", o.Type));
    }

    private static string NeverNull(string value, KqlType type) => type == KqlType.String ? $"COALESCE({value}, '')" : value;

    private static string Value(AggregateItem item, List<string> arguments, string condition, string filter, string order)
    {
        var value = arguments.Count > 0 ? arguments[0] : "";
        var type = item.Outputs[0].Type;
        var element = item.Arguments.Count > 0 ? item.Arguments[0].Type : type;
        return item.Function switch
        {
            "count" => $"count(*){filter}",
            "sum" => $"COALESCE(CAST(sum({value}){filter} AS {SqlTypes.Name(type)}), 0)",
            "avg" => $"CAST(avg({value}){filter} AS {SqlTypes.Name(type)})",
            "min" or "max" => $"{item.Function}({value}){filter}",
            "dcount" => $"count(DISTINCT {value}){filter}",
            "make_set" => Collection($"DISTINCT {Element(value, element)} ORDER BY {Element(value, element)}", value, arguments, condition),
            "make_list" => Collection($"{Element(value, element)}{order}", value, arguments, condition),
            "make_bag" => $"COALESCE(CAST(list_reduce(list(CAST({value} AS JSON)) FILTER (WHERE {And(condition, $"json_type({value}) = 'OBJECT'")}), lambda a, b: json_merge_patch(a, b)) AS VARCHAR), '{{}}')",
            "stdev" => $"COALESCE(stddev_samp({value}){filter}, 0)",
            "variance" => $"COALESCE(var_samp({value}){filter}, 0)",
            "stdevp" => $"COALESCE(stddev_pop({value}){filter}, 0)",
            "variancep" => $"COALESCE(var_pop({value}){filter}, 0)",
            "covariance" => $"covar_samp({value}, {arguments[1]}){filter}",
            "covariancep" => $"covar_pop({value}, {arguments[1]}){filter}",
            "percentile" => $"quantile_disc({value}, {Share(item.Arguments[1])}){filter}",
            "binary_all_or" => $"bit_or({value}){filter}",
            "binary_all_and" => $"bit_and({value}){filter}",
            _ => throw new InvalidOperationException($"No SQL for the aggregate '{item.Function}'."),
        };
    }

    private static string Collection(string listed, string value, List<string> arguments, string condition)
    {
        var most = arguments.Count > 1 ? arguments[1] : LargestCollection.ToString(CultureInfo.InvariantCulture);
        return $"COALESCE(CAST(to_json(list_slice(list({listed}) FILTER (WHERE {And(condition, $"{value} IS NOT NULL")}), 1, {most})) AS VARCHAR), '[]')";
    }

    private static string Element(string value, KqlType type) => type switch
    {
        KqlType.String or KqlType.Long or KqlType.Int or KqlType.Real or KqlType.Bool => value,
        KqlType.Dynamic => $"CAST({value} AS JSON)",
        _ => ConversionSql.ToText(value, type),
    };

    // DuckDB wants the share as a constant in the text; it is a number we print, not text of the query.
    private static string Share(KqlExpression percent)
    {
        var value = (double)((LiteralExpression)percent).Value! / 100;
        return Math.Clamp(value, 0, 1).ToString("0.################", CultureInfo.InvariantCulture);
    }

    private static string And(string condition, string other) => condition.Length == 0 ? other : $"({condition}) AND {other}";
}
