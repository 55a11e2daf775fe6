namespace Picket.Kql.Binding;

/// <summary>How deep a plan or expression nests, how many parts it has, and whether it takes a value from the row it is computed for.</summary>
internal readonly record struct PlanSize(int Depth, long Weight, bool UsesRow);

/// <summary>
/// Measures plans and expressions as they grow. What was measured once is remembered by reference, so that a part used
/// twice costs nothing the second time and a deep part is never walked again.
/// </summary>
internal sealed class PlanSizes
{
    private readonly Dictionary<object, PlanSize> _known = new(ReferenceEqualityComparer.Instance);

    public PlanSize Of(KqlExpression expression)
    {
        if (!_known.TryGetValue(expression, out var size))
        {
            size = Above(expression.Parts.Select(Of).Concat(expression.Relation is { } plan ? [Of(plan)] : []));
            size = size with { UsesRow = size.UsesRow || expression is ColumnExpression };
            _known[expression] = size;
        }

        return size;
    }

    public PlanSize Of(KqlPlan plan)
    {
        if (!_known.TryGetValue(plan, out var size))
        {
            // The columns that a plan uses are its own, not those of a row outside.
            size = Above(plan.Inputs.Select(Of).Concat(plan.Expressions.Select(Of))) with { UsesRow = false };
            _known[plan] = size;
        }

        return size;
    }

    private static PlanSize Above(IEnumerable<PlanSize> parts)
    {
        var depth = 0;
        var weight = 1L;
        var usesRow = false;
        foreach (var part in parts)
        {
            depth = Math.Max(depth, part.Depth);
            weight = Math.Min(int.MaxValue, weight + part.Weight);
            usesRow |= part.UsesRow;
        }

        return new PlanSize(depth + 1, weight, usesRow);
    }
}
