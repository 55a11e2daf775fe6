using Picket.Kql.Binding.Library;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private readonly HashSet<FunctionSyntax> _running = new(ReferenceEqualityComparer.Instance);

    // What the query defines itself comes before what the library has.
    private static FunctionMeaning? FindFunction(CallSyntax call, Scope scope) => scope.Names.Find(call.Function.Text) switch
    {
        FunctionMeaning function => function,
        null => FunctionLibrary.Find(call.Function.Text),
        _ => null,
    };

    private Bound BindUserCall(CallSyntax call, FunctionMeaning function, Scope scope)
    {
        if (_callDepth >= KqlLimits.MaxNesting || !CountNode(call.Span))
        {
            diagnostics.Add(KqlCodes.TooLarge, call.Span, $"Functions call each other more than {KqlLimits.MaxNesting} levels deep.");
            return default;
        }

        if (!function.Syntax.Body.Any(s => s is QuerySyntax))
        {
            diagnostics.Add(KqlCodes.Unexpected, call.Span, $"The function '{call.Function.Text}' gives nothing. End it with a value or a table.");
            return default;
        }

        var names = new Names(function.Closure);
        if (!BindArguments(call, function.Syntax, names, scope))
            return default;
        if (!_running.Add(function.Syntax))
        {
            diagnostics.Add(KqlCodes.Recursion, call.Span, $"The function '{function.Name}' calls itself. KQL has no recursion; use 'range', 'mv-expand' or 'scan'.");
            return default;
        }

        _callDepth++;
        var place = diagnostics.Place;
        if (FunctionLibrary.Find(function.Name) == function)
            diagnostics.Place ??= call.Span;
        var result = BindStatements(function.Syntax.Body, new Scope(names) { CallersRow = scope.NearestRow, Windows = scope.Windows });
        diagnostics.Place = place;
        _callDepth--;
        _running.Remove(function.Syntax);
        return result;
    }

    private bool BindArguments(CallSyntax call, FunctionSyntax function, Names names, Scope scope)
    {
        var given = new Dictionary<string, ExpressionSyntax>(StringComparer.Ordinal);
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            if (call.Arguments[i] is NamedSyntax named)
                given[named.Names[0].Text] = named.Value;
            else if (i < function.Parameters.Count)
                given[function.Parameters[i].Name.Text] = call.Arguments[i];
        }

        var missing = function.Parameters.FirstOrDefault(p => p.Default is null && !given.ContainsKey(p.Name.Text));
        if (missing is not null || call.Arguments.Count > function.Parameters.Count)
        {
            diagnostics.Add(KqlCodes.ArgumentCount, call.Span,
                $"'{call.Function.Text}' takes {function.Parameters.Count} arguments, found {call.Arguments.Count}.");
            return false;
        }

        foreach (var parameter in function.Parameters)
        {
            var argument = given.GetValueOrDefault(parameter.Name.Text) ?? parameter.Default!;
            names.Define(parameter.Name.Text, BindArgument(argument, parameter, scope));
        }

        return true;
    }

    private Meaning BindArgument(ExpressionSyntax argument, ParameterSyntax parameter, Scope scope)
    {
        if (parameter.Type is not { } type)
            return TryBindTable(argument, scope, out var table) && HasColumns(table, parameter, argument.Span) ? new TableMeaning(table) : new BrokenMeaning();
        var value = BindValue(argument, scope);
        return value is BrokenExpression ? new BrokenMeaning() : Meant(Coerce(value, type, argument.Span), scope);
    }

    // (T: (a: long)) takes every table that has such a column, and hands all of its columns in.
    private bool HasColumns(KqlPlan table, ParameterSyntax parameter, TextSpan span)
    {
        foreach (var wanted in parameter.Columns)
        {
            var found = table.Columns.FirstOrDefault(c => c.Name == wanted.Name.Text);
            if (found?.Type == wanted.Type || (found is not null && (found.Type == KqlType.Dynamic || found.Type.IsNumber && wanted.Type.IsNumber)))
                continue;
            diagnostics.Add(KqlCodes.UnknownColumn, span, found is null
                ? $"The table for '{parameter.Name.Text}' has no column '{wanted.Name.Text}'.{Suggestion.For(wanted.Name.Text, table.Columns.Select(c => c.Name))}"
                : $"The column '{found.Name}' of the table for '{parameter.Name.Text}' is a {found.Type.Word}, a {wanted.Type.Word} is wanted.");
            return false;
        }

        return true;
    }
}
