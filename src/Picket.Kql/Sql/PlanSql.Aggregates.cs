using System.Collections.Frozen;
using System.Globalization;
using Picket.Kql.Evaluating.Aggregates;

namespace Picket.Kql.Sql;

internal sealed partial class PlanSql
{
    private const string Wrapped = "18446744073709551616";
    private const string Half = "9223372036854775808";

    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal,
        "count", "sum", "avg", "min", "max", "dcount", "count_distinct", "make_set", "make_list", "make_bag", "stdev", "variance", "stdevp", "variancep",
        "covariance", "covariancep", "percentile", "binary_all_or", "binary_all_and", "binary_all_xor", "arg_max", "arg_min", "take_any");

    /// <summary>Whether DuckDB can gather it with the reference's result.</summary>
    public static bool HasSql(AggregateItem item) => Known.Contains(item.Function) && (item.Function, item.Arguments.Select(a => (KqlType?)a.Type).FirstOrDefault()) switch
    {
        ("avg", KqlType.Decimal) => false,
        ("min" or "max" or "arg_max" or "arg_min" or "percentile", KqlType.Dynamic) => false,
        ("make_set" or "make_list" or "make_bag", _) => item.Arguments.Count < 2 || item.Arguments[1] is LiteralExpression,
        _ => true,
    };

    private Select EmitAggregate(Aggregate aggregate)
    {
        var sort = aggregate.Input as Sort;
        var select = Emit(sort?.Input ?? aggregate.Input);
        if (select.HasItems || select.Limit.Length > 0 || select.OrderBy.Length > 0)
            select = Around(select);
        var sql = Over(select);
        var gathering = new Gathering(sql, sort is null ? "" : $" ORDER BY {SortKeys(sort.Keys, sql)}", ReadsTables(aggregate.Input));
        var items = aggregate.Items.Select((item, i) => gathering.Gather(item, $"$row{i.ToString(CultureInfo.InvariantCulture)}")).ToList();
        select.Project(
            [.. aggregate.Keys.Select(k => k.Column), .. items.Select(i => i.Column)],
            [.. aggregate.Keys.Select(k => sql.Pass(k.Value)), .. items.Select(i => i.Value)]);
        if (aggregate.Keys.Count > 0)
            select.GroupBy = $" GROUP BY {string.Join(", ", Enumerable.Range(1, aggregate.Keys.Count))}";
        return items.All(i => i.Taken is null) ? select : Opened(aggregate, Around(select), items);
    }

    // A chosen row comes as one struct; its columns are taken out one step further out, so that it is written once.
    private static Select Opened(Aggregate aggregate, Select select, List<Gathered> items)
    {
        List<SqlColumn> values = [.. aggregate.Keys.Select(k => select.Column(k.Name))];
        foreach (var item in items)
        {
            var column = select.Column(item.Column.Name);
            values.AddRange(item.Taken is null ? [column] : item.Taken(column.Text));
        }

        select.Project(aggregate.Columns, values);
        return select;
    }

    /// <summary>An aggregate's SQL and the column it makes; of a chosen row, also how its columns are taken out of that one.</summary>
    private sealed record Gathered(KqlColumn Column, SqlColumn Value, Func<string, IEnumerable<SqlColumn>>? Taken);

    private static bool ReadsTables(KqlPlan plan) => plan is TableScan || plan.Inputs.Any(ReadsTables);

    /// <summary>Writes aggregates over one relation, whose rows come in <paramref name="order"/>.</summary>
    private sealed class Gathering(ExpressionSql sql, string order, bool readsTables)
    {
        public Gathered Gather(AggregateItem item, string rowName)
        {
            var condition = item.Condition is null ? "" : sql.Condition(item.Condition);
            var filter = condition.Length == 0 ? "" : $" FILTER (WHERE {condition})";
            var output = item.Outputs[0];
            if (item.Function is "arg_max" or "arg_min" || item.Arguments.Count > 1 && item.Function == "take_any")
                return ChosenRow(item, filter, rowName);
            if (item.Function == "take_any")
                return new Gathered(output, AnyValue(item, filter), null);
            if (item.Function is "min" or "max" && item.Arguments[0] is ColumnExpression && sql.Pass(item.Arguments[0]) is { IsTimestamp: true } time)
                return new Gathered(output, time with { Text = $"{item.Function}({time.Text}){filter}" }, null);
            return new Gathered(output, new(NeverNull(Value(item, condition, filter), output.Type), false), null);
        }

        private SqlColumn AnyValue(AggregateItem item, string filter)
        {
            var value = sql.Pass(item.Arguments[0]);
            var found = item.Outputs[0].Type == KqlType.String ? $"nullif({value.Text}, '')" : value.Text;
            return value with { Text = NeverNull($"any_value({found}){filter}", item.Outputs[0].Type) };
        }

        // One struct per row, so that all values come from the same row.
        private Gathered ChosenRow(AggregateItem item, string filter, string rowName)
        {
            var values = item.Arguments.Select(sql.Pass).ToList();
            var row = $"struct_pack({string.Join(", ", values.Select((v, i) => $"{Field(i)} := {v.Text}"))})";
            var any = $"any_value({row}){filter}";
            var best = item.Arguments[0].Type == KqlType.Real ? $"CASE WHEN NOT isnan({values[0].Text}) THEN {values[0].Text} END" : values[0].Text;
            var chosen = item.Function == "take_any" ? any : $"COALESCE({item.Function}({row}, {best}){filter}, {any})";
            return new Gathered(new KqlColumn(rowName, KqlType.Dynamic), new(chosen, false), from =>
                item.Outputs.Select((o, i) => values[i] with { Text = NeverNull($"struct_extract({from}, '{Field(i)}')", o.Type) }));
        }

        private static string Field(int place) => $"c{place.ToString(CultureInfo.InvariantCulture)}";

        private static string NeverNull(string value, KqlType type) => type == KqlType.String ? $"COALESCE({value}, '')" : value;

        private string Value(AggregateItem item, string condition, string filter)
        {
            var value = item.Arguments.Count > 0 ? sql.Write(item.Arguments[0]) : "";
            var type = item.Arguments.Count > 0 ? item.Arguments[0].Type : KqlType.Long;
            return item.Function switch
            {
                "count" => $"count(*){filter}",
                "sum" => Sum(value, type, item.Outputs[0].Type, filter),
                "avg" when type is KqlType.DateTime or KqlType.TimeSpan => $"CAST(sum(CAST({value} AS HUGEINT)){filter} // count({value}){filter} AS BIGINT)",
                "avg" => $"COALESCE(avg({value}){filter}, CAST('nan' AS DOUBLE))",
                "min" or "max" when type == KqlType.Real =>
                    $"COALESCE({item.Function}({value}) FILTER (WHERE {And(condition, $"NOT isnan({value})")}), {item.Function}({value}){filter})",
                "min" or "max" => $"{item.Function}({value}){filter}",
                "dcount" or "count_distinct" => $"count(DISTINCT {value}){filter}",
                "make_set" or "make_list" or "make_bag" => Collected(item, value, type, condition),
                "stdev" => $"COALESCE(stddev_samp({value}){filter}, 0)",
                "variance" => $"COALESCE(var_samp({value}){filter}, 0)",
                "stdevp" => $"COALESCE(stddev_pop({value}){filter}, 0)",
                "variancep" => $"COALESCE(var_pop({value}){filter}, 0)",
                "covariance" => $"COALESCE(covar_samp({value}, {sql.Write(item.Arguments[1])}){filter}, 0)",
                "covariancep" => $"COALESCE(covar_pop({value}, {sql.Write(item.Arguments[1])}){filter}, 0)",
                "percentile" => Percentile(item, value, type, condition),
                "binary_all_or" => $"bit_or({value}){filter}",
                "binary_all_and" => $"bit_and({value}){filter}",
                "binary_all_xor" => $"bit_xor({value}){filter}",
                _ => throw new InvalidOperationException($"No SQL for the aggregate '{item.Function}'."),
            };
        }

        // DuckDB sums whole numbers in 128 bits; KQL's wrap around in 64.
        private static string Sum(string value, KqlType from, KqlType to, string filter) => to switch
        {
            KqlType.Real => $"COALESCE(sum({value}){filter}, 0)",
            KqlType.Decimal => $"COALESCE(TRY_CAST(sum({value}){filter} AS {SqlTypes.Name(to)}), 0)",
            KqlType.TimeSpan => $"TRY_CAST(COALESCE(sum({value}){filter}, 0) AS BIGINT)",
            _ => $"CAST((((COALESCE(sum({(from == KqlType.Bool ? $"CAST({value} AS BIGINT)" : value)}){filter}, 0) + {Half}) % {Wrapped}) + {Wrapped}) % {Wrapped} - {Half} AS BIGINT)",
        };

        // By nearest rank. DuckDB wants the share as a constant in the text; it is a number we print, not text of the query.
        private static string Percentile(AggregateItem item, string value, KqlType type, string condition)
        {
            var share = Math.Clamp((double)((LiteralExpression)item.Arguments[1]).Value! / 100, 0, 1).ToString("0.################", CultureInfo.InvariantCulture);
            var counted = type == KqlType.Real ? And(condition, $"NOT isnan({value})") : condition;
            return $"quantile_disc({value}, {share}){(counted.Length == 0 ? "" : $" FILTER (WHERE {counted})")}";
        }

        // DuckDB collects, the aggregate's own code makes the array or the bag of it. The order of a set is that of its rows where they have one.
        private string Collected(AggregateItem item, string value, KqlType type, string condition)
        {
            var most = CollectionLimit.Of(item, 1);
            var filter = $" FILTER (WHERE {And(condition, $"{value} IS NOT NULL")})";
            var isDistinct = item.Function == "make_set" && (readsTables || order.Length > 0);
            var json = JsonElement(item.Arguments[0], value, type);
            var list = isDistinct ? $"list(DISTINCT {json} ORDER BY {json}){filter}" : $"list({json}{order}){filter}";
            var text = $"COALESCE('[' || array_to_string(list_slice({list}, 1, {Cut(item, isDistinct, most)}), ',') || ']', '[]')";
            if (item.Function == "make_list" || isDistinct)
                return text;
            return sql.Plans.Finish(text, item, values => Result(item, values));
        }

        private static string Cut(AggregateItem item, bool isDistinct, int most) =>
            (item.Function == "make_list" || isDistinct ? most : int.MaxValue).ToString(CultureInfo.InvariantCulture);

        private static object? Result(AggregateItem item, object?[] values)
        {
            var accumulator = AccumulatorTable.For(item)();
            foreach (var value in values)
                accumulator.Add([value]);
            return accumulator.Result;
        }

        private string JsonElement(KqlExpression argument, string value, KqlType type) =>
            type == KqlType.Dynamic ? value : ConversionSql.Write(argument, KqlType.Dynamic, sql);

        private static string And(string condition, string other) => condition.Length == 0 ? other : $"({condition}) AND {other}";
    }

    /// <summary>A collected JSON array, made into the aggregate's result by its own code.</summary>
    private string Finish(string json, AggregateItem item, Func<object?[], object?> gather)
    {
        var function = new DuckDbFunction(item.Function, [KqlType.Dynamic], KqlType.Dynamic, false,
            a => ScalarCalls.Outside(gather(ScalarCalls.Inside(a[0], KqlType.Dynamic) as object?[] ?? []), KqlType.Dynamic));
        return $"{function.SqlName}({Parameters.Function(function)}, {json})";
    }
}
