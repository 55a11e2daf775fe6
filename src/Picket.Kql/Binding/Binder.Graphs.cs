using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    /// <summary>An operator over a graph, or one that makes a graph; null when there is no such operator over this input.</summary>
    private KqlPlan? BindGraphOperator(KqlPlan input, GraphOperatorSyntax step, Scope outer)
    {
        if (step is MakeGraphSyntax make)
            return BindMakeGraph(input, make, outer);
        if (input is not KqlGraph graph)
        {
            diagnostics.Add(KqlCodes.TableOrValue, step.Span, "This operator works on a graph. Make one first: '| make-graph Source --> Target …'.");
            return null;
        }

        return step switch
        {
            GraphMatchSyntax match => BindGraphMatch(graph, match, outer),
            GraphComponentsSyntax components => BindComponents(graph, components),
            GraphFilterSyntax filter => BindGraphFilter(graph, filter, outer),
            GraphTableSyntax table => BindGraphTable(graph, table),
            _ => throw new InvalidOperationException($"No binding for {step.GetType().Name}."),
        };
    }

    private KqlPlan? BindMakeGraph(KqlPlan input, MakeGraphSyntax make, Scope outer)
    {
        if (make.PartitionedBy is { } by)
            return BindPartitionedGraph(input, make, by, outer);
        var row = outer with { Row = input.Columns };
        if (!IsColumn(make.Source, row) | !IsColumn(make.Target, row))
            return null;
        var nodes = new List<GraphNodes>();
        foreach (var item in make.Nodes)
        {
            if (!TryBindTable(item.Table, outer, out var table) || !IsColumn(item.Id, outer with { Row = table.Columns }))
                return null;
            nodes.Add(new GraphNodes(table, item.Id.Text));
        }

        return new MakeGraph(input, make.Source.Text, make.Target.Text, nodes, make.NodeId?.Text);
    }

    // One graph per value of a column, each gone through by the same steps.
    private Partition? BindPartitionedGraph(KqlPlan input, MakeGraphSyntax make, NameSyntax by, Scope outer)
    {
        if (!IsColumn(by, outer with { Row = input.Columns }))
            return null;
        var rows = NextRows(input.Columns);
        var plan = BindMakeGraph(rows, make with { PartitionedBy = null }, outer);
        foreach (var step in make.PerPartition)
            plan = plan is null ? null : BindOperator(plan, step, outer);
        if (plan is KqlGraph)
            diagnostics.Add(KqlCodes.TableOrValue, by.Span, "The steps of 'partitioned-by' end with a graph. Add graph-match or graph-to-table.");
        var key = input.Columns.First(c => c.Name == by.Text);
        return plan is null or KqlGraph ? null : new Partition(input, new ColumnExpression(key.Name, key.Type), rows, plan);
    }

    private bool IsColumn(NameSyntax name, Scope scope)
    {
        if (scope.FindColumn(name.Text) is not null)
            return true;
        UnknownColumn(name.Text, name.Span, scope);
        return false;
    }

    private GraphComponents? BindComponents(KqlGraph graph, GraphComponentsSyntax components)
    {
        var kind = OptionOf(components.Options, "kind", "weak");
        var column = OptionOf(components.Options, "with_component_id", "ComponentId");
        if (kind is not ("weak" or "strong"))
            diagnostics.Add(KqlCodes.BadConstant, components.Span, $"The kind of components is 'weak' or 'strong', found '{kind}'.");
        if (graph.NodeColumns.Any(c => c.Name == column))
        {
            diagnostics.Add(KqlCodes.DuplicateColumn, components.Span, $"Nodes have a property '{column}' already. Name the component otherwise: with_component_id=….");
            return null;
        }

        return new GraphComponents(graph, column, kind == "strong");
    }

    private GraphFilter BindGraphFilter(KqlGraph graph, GraphFilterSyntax filter, Scope outer)
    {
        var row = filter.IsOfNodes ? [.. graph.NodeColumns, .. KqlGraph.NodeMarks] : graph.EdgeColumns;
        var scope = outer with { Row = row, Graph = new GraphScope(graph) };
        return new GraphFilter(graph, BindPredicate(filter.Predicate, scope), filter.IsOfNodes);
    }

    private static GraphTable BindGraphTable(KqlGraph graph, GraphTableSyntax table)
    {
        var options = table.Options.DistinctBy(o => o.Name).ToDictionary(o => o.Name, o => o.Value, StringComparer.Ordinal);
        var isOfNodes = table.What.Text == "nodes";
        return new GraphTable(graph, isOfNodes, isOfNodes ? options.GetValueOrDefault("with_node_id") : null,
            isOfNodes ? null : options.GetValueOrDefault("with_source_id"), isOfNodes ? null : options.GetValueOrDefault("with_target_id"));
    }

    private static string OptionOf(IReadOnlyList<OptionSyntax> options, string name, string otherwise) =>
        options.FirstOrDefault(o => o.Name == name)?.Value ?? otherwise;
}
