using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private InlineTable? BindDataTable(DataTableSyntax table, Scope scope)
    {
        var columns = table.Columns.Select(c => new KqlColumn(c.Name.Text, c.Type)).ToList();
        foreach (var twice in table.Columns.GroupBy(c => c.Name.Text).Where(g => g.Count() > 1))
            diagnostics.Add(KqlCodes.DuplicateColumn, twice.Last().Span, $"The column '{twice.Key}' is declared twice.");

        if (table.Cells.Count % columns.Count != 0)
        {
            diagnostics.Add(KqlCodes.ArgumentCount, table.Span,
                $"The datatable has {columns.Count} columns, but {table.Cells.Count} values do not fill whole rows.");
            return null;
        }

        var cells = table.Cells.Select((cell, i) => BindCell(cell, columns[i % columns.Count].Type, scope)).ToList();
        return new InlineTable(columns, [.. cells.Chunk(columns.Count)]);
    }

    private KqlExpression BindCell(ExpressionSyntax cell, KqlType type, Scope scope)
    {
        var value = BindValue(cell, scope with { Row = [] });
        if (value is LiteralExpression { Value: null })
            return new LiteralExpression(type, type == KqlType.String ? "" : null);
        return type == KqlType.Dynamic || value.Type == KqlType.Dynamic || KqlTypes.Common(value.Type, type) is not null
            ? Convert(value, type)
            : ConstantFolder.Fold(new ConvertExpression(value, type));
    }

    private InlineTable BindPrint(PrintSyntax print, Scope scope)
    {
        var items = BindItems(print.Items, scope with { Row = [] }, i => $"print_{i}");
        return new InlineTable([.. items.Select(i => i.Column)], [[.. items.Select(i => i.Value)]]);
    }

    private RangeTable? BindRange(RangeSyntax range, Scope scope)
    {
        var outer = scope with { Row = [] };
        var from = BindValue(range.From, outer);
        var to = BindValue(range.To, outer);
        var step = BindValue(range.Step, outer);
        if (from is BrokenExpression || to is BrokenExpression || step is BrokenExpression)
            return null;

        var type = from.Type is KqlType.DateTime or KqlType.TimeSpan ? from.Type : KqlTypes.Common(KqlTypes.Common(from.Type, to.Type) ?? from.Type, step.Type);
        var stepType = type == KqlType.DateTime ? KqlType.TimeSpan : type;
        if (type is null || !(type.Value.IsNumber || type is KqlType.DateTime or KqlType.TimeSpan))
        {
            diagnostics.Add(KqlCodes.TypeMismatch, range.Span, "'range' counts numbers, datetimes or timespans, from, to and step alike.");
            return null;
        }

        return new RangeTable(new KqlColumn(range.Name.Text, type.Value), Coerce(from, type.Value, range.From.Span),
            Coerce(to, type.Value, range.To.Span), Coerce(step, stepType!.Value, range.Step.Span));
    }

    // Columns of the same name and type are one; of the same name but different types are told apart as name_type.
    private Union? BindUnion(UnionSyntax syntax, KqlPlan? first, Scope scope)
    {
        var tables = BindUnionTables(syntax, first, scope);
        if (tables.Count == 0)
            return null;

        var source = syntax.Options.FirstOrDefault(o => o.Name is "withsource" or "with_source")?.Value;
        var isInner = syntax.Options.Any(o => o is { Name: "kind", Value: "inner" });
        var all = tables.SelectMany(t => t.Plan.Columns).Distinct().ToList();
        var columns = all.Where(c => !isInner || tables.All(t => t.Plan.Columns.Contains(c))).ToList();
        var names = UnionNames(columns, source);
        var projected = tables.Select(t => (KqlPlan)new Project(t.Plan,
        [
            .. source is null ? [] : new[] { new NamedExpression(source, new LiteralExpression(KqlType.String, t.Name)) },
            .. columns.Select((c, i) => new NamedExpression(names[i], Take(t.Plan, c))),
        ]));
        return new Union([.. projected]);

        static KqlExpression Take(KqlPlan plan, KqlColumn column) => plan.Columns.Contains(column)
            ? new ColumnExpression(column.Name, column.Type)
            : new LiteralExpression(column.Type, column.Type == KqlType.String ? "" : null);
    }

    private static List<string> UnionNames(IReadOnlyList<KqlColumn> columns, string? source)
    {
        var mixed = columns.GroupBy(c => c.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var taken = columns.Select(c => c.Name).Where(n => !mixed.Contains(n)).Append(source ?? "").ToHashSet(StringComparer.Ordinal);
        return [.. columns.Select(c => mixed.Contains(c.Name) ? Named($"{c.Name}_{c.Type.Word}") : c.Name == source ? Named(c.Name) : c.Name)];

        string Named(string name)
        {
            var free = taken.Contains(name) ? Unused(name, taken) : name;
            taken.Add(free);
            return free;
        }
    }

    private List<(string Name, KqlPlan Plan)> BindUnionTables(UnionSyntax syntax, KqlPlan? first, Scope scope)
    {
        var isFuzzy = syntax.Options.Any(o => o is { Name: "isfuzzy", Value: "true" });
        var tables = new List<(string, KqlPlan)>();
        if (first is not null)
            tables.Add(("union_arg0", first));
        foreach (var item in syntax.Tables)
        {
            if (item is NameExpressionSyntax pattern && pattern.Name.EndsWith('*'))
                tables.AddRange(Matching(pattern.Name[..^1]));
            else if (isFuzzy && item is NameExpressionSyntax name && scope.Names.Find(name.Name) is null && !catalog.TryGetTable(name.Name, out _))
                continue;
            else if (TryBindTable(item, scope, out var plan))
                tables.Add((item is NameExpressionSyntax known ? known.Name : $"union_arg{tables.Count}", plan));
        }

        if (tables.Count == 0 && diagnostics.Count == 0)
            diagnostics.Add(KqlCodes.UnknownTable, syntax.Span, "None of the tables of this 'union' exists.");
        return tables;
    }

    private IEnumerable<(string, KqlPlan)> Matching(string prefix)
    {
        foreach (var name in catalog.TableNames.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (catalog.TryGetTable(name, out var table))
                yield return (name, new TableScan(table.Name, table.Columns));
        }
    }
}
