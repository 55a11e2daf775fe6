using System.Globalization;

namespace Picket.Kql.Sql;

/// <summary>Writes relational plans; one per query.</summary>
internal sealed partial class PlanSql(Func<TableScan, string> fromClause)
{
    private readonly List<string> _shared = [];
    private readonly HashSet<int> _materialized = [];
    private int _aliases;

    public SqlParameters Parameters { get; } = new();

    /// <summary>The whole statement.</summary>
    public string Write(KqlPlan plan)
    {
        var body = InTicks(Emit(plan)).ToString();
        return _shared.Count == 0 ? body : $"WITH {string.Join(", ", _shared)} {body}";
    }

    /// <summary>The statement of a plan within the query.</summary>
    public string Nested(KqlPlan plan) => InTicks(Emit(plan)).ToString();

    private string NextAlias() => $"t{(_aliases++).ToString(CultureInfo.InvariantCulture)}";

    private Select Around(Select inner) => new($"({inner})", NextAlias(), inner.Columns, inner.Timestamps);

    // Where rows of several relations meet or leave, times are ticks.
    private Select InTicks(Select select)
    {
        if (select.Timestamps.Count == 0)
            return select;
        var outer = select.HasItems || select.GroupBy.Length > 0 ? Around(select) : select;
        outer.Project(outer.Columns, [.. outer.Columns.Select(c => new SqlColumn(outer.Column(c.Name).Value, false))]);
        return outer;
    }

    private ExpressionSql Over(Select select) => new(this, select.Column);

    private Select Emit(KqlPlan plan) => plan switch
    {
        TableScan scan => new Select(fromClause(scan), NextAlias(), scan.Columns, TimesOf(scan)),
        InlineTable table => EmitInline(table),
        RangeTable range => EmitRange(range),
        Filter filter => EmitFilter(filter),
        Project project => EmitProject(project),
        Aggregate aggregate => EmitAggregate(aggregate),
        Sort sort => EmitSort(sort),
        Take take => EmitTake(take),
        Join join => EmitJoin(join),
        Union union => EmitUnion(union),
        Expand expand => EmitExpand(expand),
        Materialized materialized => EmitMaterialized(materialized),
        _ => throw new InvalidOperationException($"No SQL for {plan.GetType().Name}."),
    };

    private static HashSet<string> TimesOf(TableScan scan) =>
        scan.Columns.Where(c => c.Type == KqlType.DateTime).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);

    private Select EmitUnion(Union union)
    {
        var tables = union.Tables.Select(Emit).ToList();
        var areAlike = tables.All(t => t.Timestamps.SetEquals(tables[0].Timestamps));
        if (!areAlike)
            tables = [.. tables.Select(InTicks)];
        return new Select($"({string.Join(" UNION ALL ", tables.Select(t => $"({t})"))})", NextAlias(), union.Columns, tables[0].Timestamps);
    }

    private Select EmitInline(InlineTable table)
    {
        var none = new ExpressionSql(this, name => throw new InvalidOperationException($"No column '{name}' in a table of constants."));
        var columns = string.Join(", ", SqlTypes.Names(table.Columns).Values);
        if (table.Rows.Count == 0)
        {
            var nulls = string.Join(", ", table.Columns.Select(c => $"CAST(NULL AS {SqlTypes.Name(c.Type)})"));
            return new Select($"(SELECT * FROM (VALUES ({nulls})) AS v({columns}) WHERE FALSE)", NextAlias(), table.Columns);
        }

        var rows = table.Rows.Select(r => $"({string.Join(", ", r.Select(none.Write))})");
        return new Select($"(SELECT * FROM (VALUES {string.Join(", ", rows)}) AS v({columns}))", NextAlias(), table.Columns);
    }

    private Select EmitRange(RangeTable range)
    {
        var none = new ExpressionSql(this, name => throw new InvalidOperationException($"No column '{name}' in a range."));
        var (from, to, step) = (none.Write(range.From), none.Write(range.To), none.Write(range.Step));
        var isReal = range.Column.Type is KqlType.Real or KqlType.Decimal;
        var steps = isReal ? $"CAST(floor(({to} - {from}) / {step}) AS BIGINT)" : $"kql_divide(kql_subtract({to}, {from}), {step})";
        var count = $"CASE WHEN {step} = 0 THEN error('the step of range is zero') WHEN ({to} < {from}) = ({step} > 0) AND {to} <> {from} THEN -1 ELSE {steps} END";
        var bounded = $"CASE WHEN {count} < {KqlLimits.MaxRangeRows} THEN {count} ELSE error('range makes more than {KqlLimits.MaxRangeRows} rows') END";
        var value = $"CAST({from} + i * {step} AS {SqlTypes.Name(range.Column.Type)})";
        var name = SqlTypes.Quote(range.Column.Name);
        return new Select($"(SELECT {value} AS {name} FROM (SELECT unnest(generate_series(0, {bounded})) AS i))", NextAlias(), range.Columns);
    }

    private Select EmitFilter(Filter filter)
    {
        var select = Emit(filter.Input);
        if (select.HasItems || select.Limit.Length > 0)
            select = Around(select);
        select.Where.Add(Over(select).Condition(filter.Predicate));
        return select;
    }

    private Select EmitProject(Project project)
    {
        var select = Emit(project.Input);
        if (select.HasItems)
            select = Around(select);
        var sql = Over(select);
        select.Project(project.Columns, [.. project.Items.Select(i => sql.Pass(i.Value))]);
        return select;
    }

    private Select EmitSort(Sort sort)
    {
        var select = Emit(sort.Input);
        if (select.HasItems || select.Limit.Length > 0 || select.OrderBy.Length > 0)
            select = Around(select);
        select.OrderBy = $" ORDER BY {SortKeys(sort.Keys, Over(select))}";
        return select;
    }

    private static string SortKeys(IEnumerable<SortKey> keys, ExpressionSql sql) => string.Join(", ", keys.Select(k => SortKeyText(k, sql)));

    // To DuckDB NaN is the largest; in KQL it stands beside the nulls.
    private static string SortKeyText(SortKey key, ExpressionSql sql)
    {
        var value = sql.Pass(key.Value).Text;
        var rank = key.Value.Type == KqlType.Real ? $"isnan({value}) {(key.IsNullsFirst ? "DESC NULLS FIRST" : "ASC NULLS LAST")}, " : "";
        return $"{rank}{value} {(key.IsAscending ? "ASC" : "DESC")} NULLS {(key.IsNullsFirst ? "FIRST" : "LAST")}";
    }

    private Select EmitTake(Take take)
    {
        var select = Emit(take.Input);
        if (select.Limit.Length > 0)
            select = Around(select);
        select.Limit = $" LIMIT {Over(select).Write(take.Count)}";
        return select;
    }

    private Select EmitMaterialized(Materialized materialized)
    {
        var name = $"m{materialized.Id.ToString(CultureInfo.InvariantCulture)}";
        if (_materialized.Add(materialized.Id))
            _shared.Add($"{name} AS MATERIALIZED ({Nested(materialized.Input)})");
        return new Select(name, NextAlias(), materialized.Columns);
    }
}
