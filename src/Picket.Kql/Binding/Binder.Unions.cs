using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private Union? BindUnion(UnionSyntax syntax, KqlPlan? first, Scope scope)
    {
        var tables = BindUnionTables(syntax, first, scope);
        if (tables.Count == 0)
            return null;

        var source = syntax.Options.FirstOrDefault(o => o.Name is "withsource" or "with_source")?.Value;
        return Counted(UnionOf(tables, source, syntax.Options.Any(o => o is { Name: "kind", Value: "inner" })), syntax.Span);
    }

    // Every column of every table counts, so that many wide unions are refused before they take long.
    private Union? Counted(Union union, TextSpan span)
    {
        _boundNodes += union.Tables.Count * union.Columns.Count;
        return CountNode(span) ? union : null;
    }

    // Columns of the same name and type are one; of the same name but different types are told apart as name_type.
    private static Union UnionOf(IReadOnlyList<(string Name, KqlPlan Plan)> tables, string? source, bool isInner)
    {
        var known = tables.Select(t => t.Plan.Columns.ToHashSet()).ToList();
        var columns = tables.SelectMany(t => t.Plan.Columns).Distinct().Where(c => !isInner || known.All(k => k.Contains(c))).ToList();
        var names = UnionNames(columns, source);
        var projected = tables.Select((t, at) => (KqlPlan)new Project(t.Plan,
        [
            .. source is null ? [] : new[] { new NamedExpression(source, new LiteralExpression(KqlType.String, t.Name)) },
            .. columns.Select((c, i) => new NamedExpression(names[i], known[at].Contains(c) ? Same(c).Value : Null(c.Type))),
        ]));
        return new Union([.. projected]);
    }

    private static LiteralExpression Null(KqlType type) => new(type, type == KqlType.String ? "" : null);

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
            tables.Add((first is TableScan scan ? scan.Table : "union_arg0", first));
        foreach (var item in syntax.Tables)
        {
            if (item is NameExpressionSyntax pattern && pattern.Name.Contains('*'))
                tables.AddRange(Matching(pattern.Name, scope));
            else if (BindLeg(item, isFuzzy, scope) is { } plan)
                tables.Add((item is NameExpressionSyntax known ? known.Name : $"union_arg{tables.Count}", plan));
        }

        if (tables.Count == 0 && diagnostics.Count == 0)
            diagnostics.Add(KqlCodes.UnknownTable, syntax.Span, "None of the tables of this 'union' exists.");
        return tables;
    }

    // A fuzzy union leaves out what is not there; any other error in it stays one.
    private KqlPlan? BindLeg(ExpressionSyntax item, bool isFuzzy, Scope scope)
    {
        var errors = diagnostics.Count;
        if (TryBindTable(item, scope, out var plan) || !isFuzzy)
            return plan;
        if (diagnostics.Count > errors && diagnostics.TryForget(errors, KqlCodes.UnknownTable, KqlCodes.UnknownFunction, KqlCodes.Elsewhere))
            diagnostics.Warn(KqlCodes.LeftOut, item.Span, "What stands here is not known, and left out of the union.");
        return null;
    }

    /// <summary>The tables and views that a pattern names, in the order of their names; <c>*</c> alone takes the searched ones.</summary>
    private IEnumerable<(string, KqlPlan)> Matching(string pattern, Scope scope)
    {
        var tables = (pattern == "*" ? catalog.SearchedTables : catalog.TableNames).Where(n => IsMatch(pattern, n)).ToHashSet(StringComparer.Ordinal);
        var views = scope.Names.Views.Where(v => IsMatch(pattern, v.Name)).ToDictionary(v => v.Name, StringComparer.Ordinal);
        foreach (var name in tables.Union(views.Keys).Order(StringComparer.Ordinal))
        {
            if (views.TryGetValue(name, out var view))
            {
                if (!_running.Contains(view.Syntax) && BindUserCall(new CallSyntax(new NameSyntax(name, view.Syntax.Span), [], view.Syntax.Span), view, scope).Table is { } made)
                    yield return (name, made);
            }
            else if (FindTable(name, scope) is { } table)
            {
                yield return (name, table);
            }
        }
    }
}
