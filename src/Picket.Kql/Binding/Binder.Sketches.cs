namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    // dcount_intersect(h0, h1, …) adds s0, s1, …: how many values the first so many states of hll() have in common.
    private Project? BindDistinctIntersect(KqlPlan input, PluginArguments arguments, Scope scope)
    {
        var states = arguments.Placed.Select(a => Coerce(BindValue(a, scope), KqlType.Dynamic, a.Span)).ToList();
        if (states.Count is < 2 or > Functions.SketchFunctions.MostIntersected)
            ReportPlugin(arguments.Call.Span, $"'dcount_intersect' takes two to {Functions.SketchFunctions.MostIntersected} states of hll(), found {states.Count}.");
        if (states.Count < 2 || states.Any(s => s is BrokenExpression))
            return null;
        return Extend(input, [.. states.Select((_, i) => new NamedExpression($"s{i}", new CallExpression("$dcount_intersect", [.. states.Take(i + 1)], KqlType.Long)))]);
    }
}
