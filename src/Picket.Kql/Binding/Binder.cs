using System.Diagnostics.CodeAnalysis;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

/// <summary>Gives every name its meaning and every expression its type, and builds the plan.</summary>
internal sealed partial class Binder(
    IKqlCatalog catalog, DiagnosticBag diagnostics, DateTime now, IReadOnlyDictionary<string, string> parameters)
{
    private readonly PlanSizes _sizes = new();
    private DateTime _now = now;
    private int _boundNodes;
    private int _callDepth;
    private int _materialized;

    /// <summary>The plan of the query's last statement, or null after an error.</summary>
    public KqlPlan? BindQuery(IReadOnlyList<StatementSyntax> statements)
    {
        foreach (var query in statements.OfType<QuerySyntax>().SkipLast(1))
            diagnostics.Warn(KqlCodes.SeveralQueries, query.Span, "The text holds several queries; only the last gives the result. Run this one alone to see its rows.");

        var bound = BindStatements(statements, new Scope(new Names(null)));
        WarnOfUndeclared(statements);
        if (bound.Value is { } value and not BrokenExpression)
            return new InlineTable([new KqlColumn("print_0", value.Type)], [[value]]);
        if (bound.Table is null && diagnostics.Count == 0)
            diagnostics.Add(KqlCodes.Unexpected, default, "The query has no table to show: after 'let', name a table or write 'print'.");
        if (bound.Table is KqlGraph)
            diagnostics.Add(KqlCodes.TableOrValue, statements[^1].Span, "The query ends with a graph. Add graph-match or graph-to-table.");
        return bound.Table;
    }

    private Bound BindStatements(IReadOnlyList<StatementSyntax> statements, Scope scope)
    {
        var last = default(Bound);
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case LetSyntax let:
                    scope.Names.Define(let.Name.Text, BindLet(let, scope));
                    break;
                case QuerySyntax query:
                    last = Bind(query.Expression, scope);
                    break;
                case RestrictSyntax restrict:
                    scope = scope with { Names = new Names(scope.Names, name => restrict.Entities.Any(e => IsMatch(e.Pattern, name))) };
                    break;
                default:
                    BindDeclaration(statement, scope);
                    break;
            }
        }

        return last;
    }

    private Meaning BindLet(LetSyntax let, Scope scope)
    {
        if (let.Value is FunctionSyntax function)
            return new FunctionMeaning(let.Name.Text, function, scope.Names);
        var bound = Bind(let.Value, scope);
        return bound switch
        {
            { Table: { } table } => new TableMeaning(table),
            { Value: { } value } and not { Value: BrokenExpression } => Meant(value, scope),
            _ => new BrokenMeaning(),
        };
    }

    private ValueMeaning Meant(KqlExpression value, Scope scope) => new(value, _sizes.Of(value).UsesRow ? scope.NearestRow : null);

    /// <summary>Binds what may be a table or a value.</summary>
    private Bound Bind(ExpressionSyntax syntax, Scope scope)
    {
        switch (syntax)
        {
            case PipeSyntax or DataTableSyntax or PrintSyntax or RangeSyntax or UnionSyntax or SearchSyntax or FindSyntax or ExternalDataSyntax:
                return Bound.Of(BindTable(syntax, scope));
            case NameExpressionSyntax name when scope.FindColumn(name.Name) is null:
                return BindName(name, scope);
            case CallSyntax call when FindFunction(call, scope) is { } function:
                return BindUserCall(call, function, scope);
            case CallSyntax { Function.Text: "materialize", Arguments.Count: 1 } or CallSyntax { Function.Text: "table" }:
                return Bound.Of(BindTable(syntax, scope));
            case MemberSyntax { Target: CallSyntax { Function.Text: "arg" } } resource:
                return BindName(new NameExpressionSyntax(ResourceTable(resource.Member.Text), resource.Member.Span), scope);
            case CallSyntax call when BindStored(call, scope) is { } stored:
                return Bound.Of(stored);
            default:
                return Bound.Of(BindValue(syntax, scope));
        }
    }

    private Bound BindName(NameExpressionSyntax name, Scope scope)
    {
        switch (scope.Names.Find(name.Name))
        {
            case ValueMeaning { Row: { } row } when !ReferenceEquals(row, scope.NearestRow):
                diagnostics.Add(KqlCodes.TableOrValue, name.Span,
                    $"'{name.Name}' is a value of the row that the function is called for; a table inside of the function cannot use it.");
                return default;
            case ValueMeaning meaning:
                return Bound.Of(meaning.Value);
            case TableMeaning meaning:
                return Bound.Of(meaning.Plan);
            case FunctionMeaning { Syntax.Parameters.Count: 0 } meaning:
                return BindUserCall(new CallSyntax(new NameSyntax(name.Name, name.Span), [], name.Span), meaning, scope);
            case BrokenMeaning:
                return default;
        }

        if (FindTable(name.Name, scope) is { } table)
            return Bound.Of(table);

        if (scope is { IsOpen: true, Row.Count: > 0 })
            return Bound.Of(new LiteralExpression(KqlType.Dynamic, null));
        if (scope.Row.Count > 0)
            return Bound.Of(UnknownColumn(name.Name, name.Span, scope));
        var hint = Suggestion.For(name.Name, catalog.TableNames.Where(scope.Names.Allows).Concat(scope.Names.All));
        diagnostics.Add(KqlCodes.UnknownTable, name.Span, $"There is no table or 'let' named '{name.Name}'.{hint}");
        return default;
    }

    private TableScan? FindTable(string name, Scope scope) =>
        scope.Names.Allows(name) && catalog.TryGetTable(name, out var table) ? new TableScan(table.Name, table.Columns) : null;

    private BrokenExpression UnknownColumn(string name, TextSpan span, Scope scope)
    {
        var hint = Suggestion.For(name, scope.Row.Select(c => c.Name).Concat(scope.Names.All));
        if (hint.Length == 0 && scope.Row.Count > 0)
            hint = $" The columns here are {string.Join(", ", scope.Row.Take(MaxNamesShown).Select(c => $"'{c.Name}'"))}{(scope.Row.Count > MaxNamesShown ? ", …" : "")}.";
        diagnostics.Add(KqlCodes.UnknownColumn, span, $"There is no column '{name}'.{hint}");
        return BrokenExpression.Instance;
    }

    private const int MaxNamesShown = 12;

    private bool TryBindTable(ExpressionSyntax syntax, Scope scope, [NotNullWhen(true)] out KqlPlan? plan)
    {
        plan = BindTable(syntax, scope);
        return plan is not null;
    }

    private KqlPlan? BindTable(ExpressionSyntax syntax, Scope scope)
    {
        if (!CountNode(syntax.Span))
            return null;
        scope = scope with { CallersRow = null, Windows = null };
        switch (syntax)
        {
            case MissingSyntax:
                return null;
            case PipeSyntax pipe:
                return BindPipe(pipe, scope);
            case DataTableSyntax table:
                return BindDataTable(table, scope);
            case PrintSyntax print:
                return WithColumns(BindPrint(print, scope), print.Span);
            case RangeSyntax range:
                return BindRange(range, scope);
            case UnionSyntax union:
                return WithColumns(BindUnion(union, null, scope), union.Span);
            case SearchSyntax search:
                return BindSearch(search, null, scope);
            case FindSyntax find:
                return BindFind(find, scope);
            case ExternalDataSyntax external:
                return BindExternalData(external, scope);
            case CallSyntax { Function.Text: "materialize", Arguments: [var argument] }:
                return TryBindTable(argument, scope, out var input) ? new Materialized(++_materialized, input) : null;
            case CallSyntax { Function.Text: "table" } call:
                return BindNamedTable(call, scope);
        }

        var bound = Bind(syntax, scope with { Row = [] });
        if (bound.Value is { } value and not BrokenExpression)
            diagnostics.Add(KqlCodes.TableOrValue, syntax.Span, $"A table is wanted here, but this is a {value.Type.Word}.");
        return bound.Table;
    }

    // table('T'): the name is constant once every 'let' is in its place; a second argument chooses a cache and changes nothing.
    private KqlPlan? BindNamedTable(CallSyntax call, Scope scope)
    {
        if (!IsCountRight(call, 1, 2))
            return null;
        var argument = call.Arguments[0];
        if (BindValue(argument, scope with { Row = [] }) is LiteralExpression { Value: string name })
            return BindTable(new NameExpressionSyntax(name, argument.Span), scope);
        diagnostics.Add(KqlCodes.BadConstant, argument.Span, "The table's name is a constant string.");
        return null;
    }

    private KqlPlan? BindPipe(PipeSyntax pipe, Scope scope)
    {
        return TryBindTable(pipe.Source, scope, out var plan) ? BindSteps(plan, pipe.Operators, scope) : null;
    }

    private KqlPlan? BindSteps(KqlPlan plan, IReadOnlyList<OperatorSyntax> steps, Scope scope)
    {
        foreach (var step in steps)
        {
            if (!CountNode(step.Span) || WithColumns(BindWithWindows(plan, step, scope), step.Span) is not { } next || IsTooLarge(_sizes.Of(next), step.Span))
                return null;
            plan = next;
        }

        return plan;
    }

    // SQL has no table without columns; what comes of an error elsewhere is not reported again.
    private KqlPlan? WithColumns(KqlPlan? plan, TextSpan span)
    {
        if (plan is null || plan.Columns.Count > 0)
            return plan;
        if (diagnostics.Count == 0)
            diagnostics.Add(KqlCodes.Unexpected, span, "This gives a table without any column. Name one or more.");
        return null;
    }

    private bool CountNode(TextSpan span)
    {
        if (++_boundNodes <= KqlLimits.MaxBoundNodes)
            return true;
        diagnostics.Add(KqlCodes.TooLarge, span, "The query grows too large once every 'let' is put in its place. Use materialize(), or fewer repetitions.");
        return false;
    }

    private bool IsTooLarge(PlanSize size, TextSpan span)
    {
        if (size is { Depth: <= KqlLimits.MaxPlanDepth, Weight: <= KqlLimits.MaxPlanWeight })
            return false;
        diagnostics.Add(KqlCodes.TooLarge, span, "The query's plan grows too deep or too large here. Use fewer steps, or materialize().");
        return true;
    }
}
