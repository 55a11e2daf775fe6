using System.Text.RegularExpressions;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private KqlPlan? BindOperator(KqlPlan input, OperatorSyntax step, Scope outer)
    {
        if (step is GraphOperatorSyntax graph)
            return BindGraphOperator(input, graph, outer);
        if (input is KqlGraph && step is not AsSyntax)
        {
            diagnostics.Add(KqlCodes.TableOrValue, step.Span, "The input is a graph. Make a table of it with graph-match or graph-to-table first.");
            return null;
        }

        // A list of its own: rows are told apart by reference.
        var scope = outer with { Row = [.. input.Columns], IsOpen = IsOpen(input) };
        switch (step)
        {
            case WhereSyntax where: return BindWhere(input, where, scope);
            case ProjectSyntax project: return Computed(project.Items, items => new Project(input, items), scope);
            case ExtendSyntax extend: return Computed(extend.Items, items => Extend(input, items), scope);
            case RenameSyntax rename: return BindRename(input, rename, scope);
            case SelectSyntax select: return BindSelect(input, select, scope);
            case SummarizeSyntax summarize: return BindSummarize(input, summarize, scope);
            case SortSyntax sort: return new Sort(input, BindSortKeys(sort.Keys, scope));
            case TopSyntax top: return new Take(new Sort(input, BindSortKeys(top.Keys, scope)), BindCount(top.Count, outer));
            case TakeSyntax take: return new Take(input, BindCount(take.Count, outer));
            case DistinctSyntax distinct: return BindDistinct(input, distinct, scope);
            case CountSyntax count: return new Aggregate(input, [], [new AggregateItem("count", [], [new KqlColumn(count.Name?.Text ?? "Count", KqlType.Long)], null)]);
            case JoinSyntax join: return BindJoin(input, join, scope);
            case UnionOperatorSyntax union: return BindUnion(union.Union, input, outer);
            case ExpandSyntax expand: return BindExpand(input, expand, scope);
            case InvokeSyntax invoke: return BindInvoke(input, invoke, outer);
            case SearchOperatorSyntax search: return BindSearch(search.Search, input, outer);
            case GetSchemaSyntax: return SchemaOf(input);
            case ConsumeSyntax: return new Take(input, new LiteralExpression(KqlType.Long, 0L));
            case ProjectByNamesSyntax project: return BindProjectByNames(input, project, outer);
            case BranchesSyntax branches: return Refuse(branches);
            case RenderSyntax render:
                Render = RenderOf(render);
                return input;
            case AsSyntax alias:
                outer.Names.Define(alias.Name.Text, new TableMeaning(input));
                return input;
            default: return BindFurtherOperator(input, step, scope, outer);
        }
    }

    // The input is the function's first argument.
    private KqlPlan? BindInvoke(KqlPlan input, InvokeSyntax invoke, Scope outer)
    {
        if (FindFunction(invoke.Call, outer) is null && ServiceColumns.TryGetValue(invoke.Call.Function.Text, out var columns))
            return WithoutService(input, columns, invoke);

        const string inputName = "$input";
        var names = new Names(outer.Names);
        names.Define(inputName, new TableMeaning(input));
        var first = new NameExpressionSyntax(inputName, invoke.Span);
        return BindTable(invoke.Call with { Arguments = [first, .. invoke.Call.Arguments] }, new Scope(names));
    }

    private Filter BindWhere(KqlPlan input, WhereSyntax where, Scope scope)
    {
        if (where.Predicate is not NamedSyntax named)
            return new Filter(input, BindPredicate(where.Predicate, scope));
        diagnostics.Warn(KqlCodes.NamedPredicate, named.Span, $"'{named.Names[0].Text} =' only names the condition, which is what stands behind it. To compare, write '=='.");
        return new Filter(input, BindPredicate(named.Value, scope));
    }

    private KqlPlan? Refuse(BranchesSyntax branches)
    {
        diagnostics.Add(KqlCodes.UnsupportedOperator, branches.Span, $"'{branches.Name}' gives several tables at once, which is not supported. Write one query for each, or 'union' them.");
        return null;
    }

    private KqlExpression BindPredicate(ExpressionSyntax syntax, Scope scope) => Coerce(BindValue(syntax, scope), KqlType.Bool, syntax.Span);

    private static Project Extend(KqlPlan input, IReadOnlyList<NamedExpression> items) => Extended(input, input.Columns, items);

    private static NamedExpression Same(KqlColumn column) => new(column.Name, new ColumnExpression(column.Name, column.Type));

    private Project BindRename(KqlPlan input, RenameSyntax rename, Scope scope)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in rename.Items)
        {
            if (item is not NamedSyntax { Names: [var to], Value: NameExpressionSyntax from })
                diagnostics.Add(KqlCodes.Unexpected, item.Span, "'project-rename' takes 'New = Old'.");
            else if (scope.FindColumn(from.Name) is null && scope.IsOpen)
                continue;
            else if (scope.FindColumn(from.Name) is null)
                UnknownColumn(from.Name, from.Span, scope);
            else
                names[from.Name] = to.Text;
        }

        var items = input.Columns.Select(c => Same(c) with { Name = names.GetValueOrDefault(c.Name, c.Name) }).ToList();
        ReportTwice(items, rename.Span);
        return new Project(input, items);
    }

    private Project? BindSelect(KqlPlan input, SelectSyntax select, Scope scope)
    {
        var named = new List<KqlColumn>();
        foreach (var pattern in select.Patterns)
        {
            var found = input.Columns.Where(c => !named.Contains(c) && IsMatch(pattern.Pattern, c.Name)).ToList();
            if (found.Count == 0 && !scope.IsOpen && !pattern.Pattern.Contains('*') && named.All(c => c.Name != pattern.Pattern))
                UnknownColumn(pattern.Pattern, pattern.Span, scope);
            named.AddRange(Ordered(found, pattern.Order));
        }

        var rest = input.Columns.Except(named);
        var kept = select.Selection switch
        {
            Selection.Away => rest,
            Selection.Keep => input.Columns.Where(named.Contains),
            Selection.Reorder => named.Concat(rest),
            _ => throw new InvalidOperationException($"No selection {select.Selection}."),
        };
        return new Project(input, [.. kept.Select(Same)]);
    }

    private static IEnumerable<KqlColumn> Ordered(List<KqlColumn> columns, string order) => order switch
    {
        "" => columns,
        "asc" or "granny-asc" => columns.OrderBy(c => c.Name, StringComparer.Ordinal),
        _ => columns.OrderByDescending(c => c.Name, StringComparer.Ordinal),
    };

    private static bool IsMatch(string pattern, string name) => pattern.Contains('*')
        ? Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.NonBacktracking)
        : pattern == name;

    private List<SortKey> BindSortKeys(IReadOnlyList<SortKeySyntax> keys, Scope scope) =>
    [
        // Without a word the order is descending; nulls are the smallest values unless said otherwise.
        .. keys.Select(k => new SortKey(
            BindValue(k.Value is NamedSyntax named ? named.Value : k.Value, scope), k.IsAscending, k.IsNullsFirst ?? k.IsAscending)),
    ];

    private KqlExpression BindCount(ExpressionSyntax syntax, Scope outer)
    {
        var value = BindValue(syntax, outer with { Row = [] });
        var count = Coerce(value, KqlType.Long, syntax.Span);
        if (count is LiteralExpression { Value: long and < 0 or null } || value is LiteralExpression { Type: KqlType.Real or KqlType.Decimal })
            diagnostics.Add(KqlCodes.BadConstant, syntax.Span, "A number of rows is a whole number, zero or more.");
        return count;
    }

    private Aggregate BindDistinct(KqlPlan input, DistinctSyntax distinct, Scope scope)
    {
        var keys = distinct.Items is [StarSyntax] ? [.. input.Columns.Select(Same)] : BindItems(distinct.Items, scope, i => $"Column{i + 1}");
        return new Aggregate(input, keys, []);
    }
}
