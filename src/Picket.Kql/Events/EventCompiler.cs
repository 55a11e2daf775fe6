using Picket.Kql.Evaluating;

namespace Picket.Kql.Events;

/// <summary>Compiles steps over events; a row there has one place, which holds the event.</summary>
internal sealed class EventCompiler<T>
    where T : class
{
    private readonly Running _running = new(new KqlRun { ReadTable = scan => throw new InvalidOperationException($"No rows of '{scan.Table}' here.") });
    private readonly PlanCompiler _plans;

    public EventCompiler(IKqlEventShape<T> shape)
    {
        _plans = new PlanCompiler(_running);
        OverEvent = new ExpressionCompiler(_running, _plans, RowLayout.None, new EventFields<T>(shape).TryCompile);
    }

    public ExpressionCompiler OverEvent { get; }

    /// <summary>Steps from the first projection on, and at the end the row as it leaves.</summary>
    public IReadOnlyList<Func<object?[], object?[]?>> Compile(IEnumerable<KqlPlan> steps, IReadOnlyList<KqlColumn> columns, IReadOnlyList<KqlColumn> result)
    {
        var compiled = new List<Func<object?[], object?[]?>>();
        var over = OverEvent;
        foreach (var step in steps)
        {
            compiled.Add(step is Filter filter ? Test(over.Compile(filter.Predicate)) : Make(over.Compile(step.Expressions)));
            if (step is Project)
                over = new ExpressionCompiler(_running, _plans, new RowLayout(step.Columns));
        }

        // A query without a projection gives all columns of the table.
        if (over == OverEvent)
            compiled.Add(Make(over.Compile(columns.Where(result.Contains).Select(c => new ColumnExpression(c.Name, c.Type)))));
        compiled.Add(row => DynamicCells.Write(row, result));
        return compiled;
    }

    private static Func<object?[], object?[]?> Test(RowValue predicate) => row => predicate(row) is true ? row : null;

    private static Func<object?[], object?[]?> Make(RowValue[] values) => row =>
    {
        var made = new object?[values.Length];
        for (var i = 0; i < made.Length; i++)
            made[i] = values[i](row);
        return made;
    };
}
