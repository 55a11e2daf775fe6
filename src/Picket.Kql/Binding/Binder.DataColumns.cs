using Picket.Kql.Evaluating.Plugins;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

/// <summary>The plug-ins whose columns are made by data: what they are is learnt by running the part of the plan before them.</summary>
internal sealed partial class Binder
{
    private KqlPlan? BindBagUnpack(KqlPlan input, PluginArguments arguments, OutputSchemaSyntax? schema, Scope scope)
    {
        if (arguments.Find("Column", 0) is not { } syntax)
        {
            ReportPlugin(arguments.Call.Span, "'bag_unpack' takes a dynamic column.");
            return null;
        }

        var value = BindValue(syntax, scope);
        var prefix = ConstantArgument(arguments, "OutputColumnPrefix", 1, "", scope);
        var conflict = ConstantArgument(arguments, "columnsConflict", 2, "error", scope);
        var ignored = ConstantArgument(arguments, "ignoredProperties", 3, "[]", scope);
        if (value is BrokenExpression || prefix is null || conflict is null || ignored is null)
            return null;
        if (scope.IsOpen && value is LiteralExpression { Value: null })
            return input;
        if (value is not ColumnExpression { Type: KqlType.Dynamic } bag)
        {
            ReportPlugin(syntax.Span, $"'bag_unpack' takes a dynamic column, found a {value.Type.Word}. Make one first: extend Bag = todynamic(…).");
            return null;
        }

        if (conflict is not ("error" or "replace_source" or "keep_source"))
        {
            ReportPlugin(arguments.Call.Span, $"'columnsConflict' is 'error', 'replace_source' or 'keep_source', not '{conflict}'.");
            return null;
        }

        IReadOnlyList<KqlColumn> source = [.. input.Columns.Where(c => c.Name != bag.Name)];
        KqlExpression[] given = [bag, Text(prefix), Text(conflict), new LiteralExpression(KqlType.Dynamic, ignored)];
        if (schema is not null)
            return new Plugin("bag_unpack", [input], given, SchemaColumns(schema, source));
        if (Probe(new Project(input, [Same(new KqlColumn(bag.Name, KqlType.Dynamic))]), arguments) is not { } rows)
            return null;

        var shape = BagShape.Of(rows.Select(r => r[0] as string), prefix, BagShape.Names(ignored));
        var clash = shape.Columns.FirstOrDefault(c => source.Any(s => s.Name == c.Name));
        if (clash is not null && conflict == "error")
        {
            ReportPlugin(arguments.Call.Span, $"'bag_unpack' would make a second column '{clash.Name}'. Add columnsConflict='replace_source' or 'keep_source', or a prefix.");
            return null;
        }

        return new Plugin("bag_unpack", [input], given, Unpacked(source, shape.Columns, conflict == "keep_source")) { IsOpen = shape.IsEmpty };
    }

    // A column that both have stands where the bag's would.
    private static List<KqlColumn> Unpacked(IReadOnlyList<KqlColumn> source, IReadOnlyList<KqlColumn> made, bool isSourceKept) =>
    [
        .. source.Where(s => made.All(m => m.Name != s.Name)),
        .. made.Select(m => isSourceKept ? source.FirstOrDefault(s => s.Name == m.Name) ?? m : m),
    ];

    // pivot(column [, aggregate [, keys …]]); without keys, all columns that neither the first nor the aggregate uses are.
    private Plugin? BindPivot(KqlPlan input, PluginArguments arguments, OutputSchemaSyntax? schema, Scope scope)
    {
        if (arguments.Placed is not [var columnSyntax, ..])
        {
            ReportPlugin(arguments.Call.Span, "'pivot' takes a column, an aggregate and the columns of a row.");
            return null;
        }

        var pivoted = BindValue(columnSyntax, scope);
        var call = arguments.Placed.Count > 1 ? arguments.Placed[1] : new CallSyntax(new NameSyntax("count", columnSyntax.Span), [], columnSyntax.Span);
        var aggregates = new List<AggregateItem>();
        var values = new List<NamedExpression>();
        BindAggregateItem(call, [], aggregates, values, scope);
        if (pivoted is BrokenExpression || values is not [{ Value: not BrokenExpression } value])
            return null;
        var used = ColumnsOf(pivoted).Concat(aggregates.SelectMany(a => a.Arguments.SelectMany(ColumnsOf))).ToHashSet(StringComparer.Ordinal);
        var keys = arguments.Placed.Count > 2
            ? BindItems([.. arguments.Placed.Skip(2)], scope, i => $"Column{i + 1}")
            : [.. input.Columns.Where(c => !used.Contains(c.Name)).Select(Same)];
        if (keys.Any(k => k.Value is BrokenExpression))
            return null;

        var name = new NamedExpression(PivotedColumn, Convert(pivoted, KqlType.String));
        var cells = new Project(new Aggregate(input, [.. keys, name], aggregates),
            [.. keys.Select(k => Same(k.Column)), Same(name.Column), value with { Name = PivotedValue }]);
        var isCounted = aggregates.All(a => a.Function is "count" or "sum" or "dcount");
        var fallback = isCounted && value.Value.Type.IsNumber ? Convert(new LiteralExpression(KqlType.Long, 0L), value.Value.Type) : new LiteralExpression(value.Value.Type, null);
        KqlExpression[] given = [Same(name.Column).Value, new ColumnExpression(PivotedValue, value.Value.Type), fallback];
        IReadOnlyList<KqlColumn> rows = [.. keys.Select(k => k.Column)];
        if (schema is not null)
            return new Plugin("pivot", [cells], given, SchemaColumns(schema, rows));
        if (Probe(new Aggregate(input, [name], []), arguments) is not { } found)
            return null;
        var taken = rows.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var made = found.Select(r => r[0] as string ?? "").Where(n => n.Length > 0 && taken.Add(n)).Order(StringComparer.Ordinal).ToList();
        return new Plugin("pivot", [cells], given, [.. rows, .. made.Select(n => new KqlColumn(n, value.Value.Type))]) { IsOpen = made.Count == 0 };
    }

    private const string PivotedColumn = "$pivoted";
    private const string PivotedValue = "$value";

    // Bounded: columns that only later rows would make are not seen.
    private List<object?[]>? Probe(KqlPlan plan, PluginArguments arguments)
    {
        if (diagnostics.Count > 0)
            return null;
        if (catalog.Probe is not { } probe)
        {
            ReportPlugin(arguments.Call.Function.Span,
                $"Which columns '{arguments.Plugin}' gives depends on data, which are not read here. Say them: evaluate {arguments.Plugin}(…) : (Name: string, …).");
            return null;
        }

        try
        {
            return [.. probe(Picket.Kql.Plan.PlanShaper.Shape(new Take(plan, new LiteralExpression(KqlType.Long, (long)KqlLimits.MaxProbedRows)))).Take(KqlLimits.MaxProbedRows)];
        }
        catch (KqlRunException exception)
        {
            ReportPlugin(arguments.Call.Function.Span, $"The columns of '{arguments.Plugin}' could not be learnt: {exception.Message}");
            return null;
        }
    }

    private static LiteralExpression Text(string text) => new(KqlType.String, text);

    /// <summary>Whether a relation may have columns that nobody knows, because the data that would make them are missing.</summary>
    private bool IsOpen(KqlPlan plan)
    {
        if (!_open.TryGetValue(plan, out var isOpen))
        {
            isOpen = plan is Plugin { IsOpen: true } || plan.Inputs.Any(IsOpen) || (plan is GivenRows rows && _openRows.Contains(rows.Id));
            _open[plan] = isOpen;
        }

        return isOpen;
    }

    private readonly Dictionary<KqlPlan, bool> _open = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<int> _openRows = [];
}
