namespace Picket.Kql.Evaluating.Graphs;

/// <summary>
/// A pattern's conditions, each asked as soon as everything it names is bound. Bound things are bits: node variables first, then edges.
/// </summary>
internal sealed class GraphConditions
{
    private readonly (ulong Needs, RowValue Test)[] _conditions;
    private readonly GraphMatch _match;

    public GraphConditions(GraphMatch match, Func<KqlExpression, RowValue> compile)
    {
        _match = match;
        _conditions = [.. match.Conditions.Select(c => (Needs(c), compile(c)))];
    }

    /// <summary>The bit of a node variable.</summary>
    public static ulong NodeBit(int variable) => 1UL << variable;

    public ulong EdgeBit(int edge) => 1UL << (_match.Nodes.Count + edge);

    /// <summary>Whether all conditions hold that could not be asked before <paramref name="added"/> was bound, but can be now.</summary>
    public bool Hold(object?[] row, ulong bound, ulong added)
    {
        foreach (var (needs, test) in _conditions)
        {
            if ((needs & ~bound) == 0 && ((needs & added) != 0 || needs == 0) && test(row) is not true)
                return false;
        }

        return true;
    }

    /// <summary>How many conditions name nothing but this node.</summary>
    public int Alone(int variable) => _conditions.Count(c => c.Needs == NodeBit(variable));

    private ulong Needs(KqlExpression expression)
    {
        if (expression is not ColumnExpression { Name: var name })
            return expression.Parts.Aggregate(0UL, (all, part) => all | Needs(part));
        if (name.StartsWith("$path", StringComparison.Ordinal))
        {
            var item = _match.PathItems.First(i => i.Column.Name == name);
            return EdgeBit(item.Edge) | Needs(item.Body);
        }

        for (var i = 0; i < _match.Nodes.Count; i++)
        {
            if (name.StartsWith(_match.Nodes[i] + ".", StringComparison.Ordinal))
                return NodeBit(i);
        }

        for (var i = 0; i < _match.Edges.Count; i++)
        {
            if (name.StartsWith(_match.Edges[i].Name + ".", StringComparison.Ordinal))
                return EdgeBit(i);
        }

        // A property of the element at hand, inside of a path's function.
        return 0;
    }
}
