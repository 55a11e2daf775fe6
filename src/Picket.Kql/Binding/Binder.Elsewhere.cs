using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private static readonly Dictionary<string, string> Places = new(StringComparer.Ordinal)
    {
        ["workspace"] = "a workspace",
        ["cluster"] = "a cluster",
        ["database"] = "a database",
        ["app"] = "an application",
        ["resource"] = "a resource",
        ["adx"] = "a cluster",
        ["external_table"] = "an external table",
        ["materialized_view"] = "a materialized view",
        ["stored_query_result"] = "a stored result",
        ["entity_group"] = "an entity group",
    };

    // cluster('x').database('y').T: refused where the place is named; all else after a dot takes what is before it as its first argument.
    private KqlExpression BindMethodCall(MethodCallSyntax method, Scope scope)
    {
        if (RootOf(method.Target) is { } root && Places.ContainsKey(root.Function.Text) && FindFunction(root, scope) is null)
            return RefusePlace(root);
        return BindValue(method.Call with { Arguments = [method.Target, .. method.Call.Arguments], Span = method.Span }, scope);
    }

    // arg("").Resources: tables of resources are named without regard to case.
    private string ResourceTable(string name) =>
        catalog.TryGetTable(name, out _) ? name : catalog.TableNames.FirstOrDefault(t => t.Equals(name, StringComparison.OrdinalIgnoreCase), name);

    private static CallSyntax? RootOf(ExpressionSyntax syntax) => syntax switch
    {
        CallSyntax call => call,
        MethodCallSyntax method => RootOf(method.Target),
        MemberSyntax member => RootOf(member.Target),
        _ => null,
    };

    private BrokenExpression RefusePlace(CallSyntax call)
    {
        diagnostics.Add(KqlCodes.Elsewhere, call.Span,
            $"'{call.Function.Text}()' names {Places[call.Function.Text]} elsewhere, and queries read this store only. Bring its tables in and name them alone.");
        return BrokenExpression.Instance;
    }

    /// <summary>What a function of the catalogue gives (<c>_GetWatchlist('x')</c>); null where it has none of that name.</summary>
    private KqlPlan? BindStored(CallSyntax call, Scope scope)
    {
        if (IsBuiltIn(call.Function.Text))
            return null;
        var arguments = new List<object?>();
        var errors = diagnostics.Count;
        foreach (var argument in call.Arguments)
        {
            var value = argument is NamedSyntax named ? named.Value : argument;
            if (BindValue(value, scope with { Row = [] }) is not LiteralExpression constant)
                return NotConstant(errors);
            arguments.Add(constant.Value);
        }

        return catalog.TryCall(call.Function.Text, arguments, out var plan) ? plan : null;
    }

    // Whatever is wrong with the arguments is reported when the function itself is found or not.
    private KqlPlan? NotConstant(int errors)
    {
        if (diagnostics.Count == errors)
            return null;
        diagnostics.TryForget(errors, KqlCodes.UnknownTable, KqlCodes.UnknownColumn, KqlCodes.UnknownFunction, KqlCodes.TypeMismatch, KqlCodes.TableOrValue);
        return null;
    }

    private static bool IsBuiltIn(string name) => SpecialNames.Contains(name) || Conversions.ContainsKey(name) || Places.ContainsKey(name)
        || FunctionCatalog.Find(name) is not null || AggregateCatalog.Find(name) is not null;
}
