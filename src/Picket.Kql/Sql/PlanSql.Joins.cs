namespace Picket.Kql.Sql;

internal sealed partial class PlanSql
{
    private Select EmitJoin(Join join)
    {
        // A right semi or anti join is a left one seen from the other side.
        if (join.Kind is JoinKind.RightSemi or JoinKind.RightAnti)
            return EmitJoin(Mirrored(join));

        var left = Emit(join.Left);
        var right = Emit(join.Right);
        var (leftAlias, rightAlias) = (NextAlias(), NextAlias());
        var (leftNames, rightNames) = (SqlTypes.Names(left.Columns), SqlTypes.Names(right.Columns));
        var leftSql = new ExpressionSql(this, Left);
        var rightSql = new ExpressionSql(this, Right);
        var condition = string.Join(" AND ", join.Keys.Select(k => $"{leftSql.Write(k.Left)} = {rightSql.Write(k.Right)}"));

        var leftText = join.Kind == JoinKind.InnerUnique ? FirstPerKey(join, left) : left.ToString();
        var from = $"({leftText}) AS {leftAlias} {Words(join.Kind)} ({right}) AS {rightAlias} ON {condition}";
        var names = SqlTypes.Names(join.Columns);
        var items = join.Outputs.Select(o => $"{Value(o)} AS {names[o.Column.Name]}");
        var times = join.Outputs.Where(o => (o.IsLeft ? Left(o.Source) : Right(o.Source)).IsTimestamp).Select(o => o.Column.Name);
        return new Select($"(SELECT {string.Join(", ", items)} FROM {from})", NextAlias(), join.Columns, times.ToHashSet(StringComparer.Ordinal));

        SqlColumn Left(string name) => new($"{leftAlias}.{leftNames[name]}", left.Timestamps.Contains(name));

        SqlColumn Right(string name) => new($"{rightAlias}.{rightNames[name]}", right.Timestamps.Contains(name));

        string Value(JoinColumn output)
        {
            var value = (output.IsLeft ? Left(output.Source) : Right(output.Source)).Text;
            var mayBeMissing = output.IsLeft ? join.Kind is JoinKind.RightOuter or JoinKind.FullOuter : join.Kind is JoinKind.LeftOuter or JoinKind.FullOuter;
            return mayBeMissing && output.Column.Type == KqlType.String ? $"COALESCE({value}, '')" : value;
        }
    }

    private string FirstPerKey(Join join, Select left)
    {
        var inner = Around(left);
        var keys = string.Join(", ", join.Keys.Select(k => Over(inner).Write(k.Left)));
        return $"SELECT DISTINCT ON ({keys}) {inner.ToString()["SELECT ".Length..]}";
    }

    private static string Words(JoinKind kind) => kind switch
    {
        JoinKind.InnerUnique or JoinKind.Inner => "JOIN",
        JoinKind.LeftOuter => "LEFT JOIN",
        JoinKind.RightOuter => "RIGHT JOIN",
        JoinKind.FullOuter => "FULL JOIN",
        JoinKind.LeftSemi => "SEMI JOIN",
        JoinKind.LeftAnti => "ANTI JOIN",
        _ => throw new InvalidOperationException($"No SQL for the join kind {kind}."),
    };

    private static Join Mirrored(Join join) => new(
        join.Kind == JoinKind.RightSemi ? JoinKind.LeftSemi : JoinKind.LeftAnti,
        join.Right,
        join.Left,
        [.. join.Keys.Select(k => new JoinKey(k.Right, k.Left))],
        [.. join.Outputs.Select(o => o with { IsLeft = !o.IsLeft })]);

    // The lists are unnested side by side; DuckDB fills the shorter ones up with NULL.
    private Select EmitExpand(Expand expand)
    {
        var select = Emit(expand.Input);
        if (select.HasItems || select.Limit.Length > 0)
            select = Around(select);
        var sql = Over(select);
        var lists = expand.Items.Select(i => Bounded(Elements(sql, i.Value), expand.Limit)).ToList();
        var values = expand.Kept.Select(c => select.Column(c.Name)).Concat(lists.Select(l => new SqlColumn($"unnest({l})", false))).ToList();
        if (expand.IndexName is not null)
            values.Add(new($"unnest(range(greatest({string.Join(", ", lists.Select(l => $"len({l})"))})))", false));

        // Unnested elements are JSON text; the wanted type is made one step outside.
        var raw = expand.Columns.Select(c => expand.Items.Any(i => i.Column.Name == c.Name) ? c with { Type = KqlType.Dynamic } : c).ToList();
        select.Project(raw, values);
        var outer = Around(select);
        var over = Over(outer);
        outer.Project(expand.Columns, [.. raw.Zip(expand.Columns, (from, to) => over.Pass(Typed(from, to.Type)))]);
        return outer;

        static KqlExpression Typed(KqlColumn from, KqlType type)
        {
            var column = new ColumnExpression(from.Name, from.Type);
            return from.Type == type ? column : new ConvertExpression(column, type);
        }
    }

    // A bag is expanded by our own code; an array is what it mostly is.
    private static string Elements(ExpressionSql sql, KqlExpression value)
    {
        var json = sql.Write(value);
        var parts = sql.Call(new DuckDbFunction("mv-expand", [KqlType.Dynamic], KqlType.Dynamic, false, Parts), [value]);
        return $"CASE WHEN {json} IS NULL THEN [CAST(NULL AS VARCHAR)] ELSE list_transform(json_extract(CASE WHEN starts_with({json}, '[') THEN {json} ELSE {parts} END, '$[*]'),"
            + " lambda e: nullif(CAST(e AS VARCHAR), 'null')) END";
    }

    private static object? Parts(object?[] arguments) => ScalarCalls.Outside(
        ScalarCalls.Inside(arguments[0], KqlType.Dynamic) is OrderedDictionary<string, object?> bag
            ? bag.Select(p => (object?)new OrderedDictionary<string, object?>(StringComparer.Ordinal) { [p.Key] = p.Value }).ToArray()
            : new[] { ScalarCalls.Inside(arguments[0], KqlType.Dynamic) },
        KqlType.Dynamic);

    private static string Bounded(string list, long? limit) => limit is null ? list : $"list_slice({list}, 1, {limit})";
}
