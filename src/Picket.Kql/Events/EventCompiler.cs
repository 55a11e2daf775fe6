using Picket.Kql.Evaluating;

namespace Picket.Kql.Events;

/// <summary>Compiles steps over events: what each event must fulfil, and what of it leaves.</summary>
internal static class EventCompiler
{
    public static KqlEventQuery<T> Compile<T>(IEnumerable<KqlPlan> steps, IReadOnlyList<KqlColumn> columns, IKqlEventShape<T> shape)
        where T : class
    {
        var running = new Running(new KqlRun { ReadTable = scan => throw new InvalidOperationException($"No rows of '{scan.Table}' here.") });
        var plans = new PlanCompiler(running);
        var buffer = new TextBuffer();
        var turn = new EventTurn();
        var scope = new EventScope<T>(shape, turn, s => new ExpressionCompiler(running, plans, RowLayout.None, new EventTests<T>(s, buffer).TryCompile));
        var tests = new List<RowValue>();
        foreach (var step in steps)
        {
            if (step is Filter filter)
                tests.AddRange(Terms(filter.Predicate).Select(scope.Compiler.Compile));
            else
                scope = scope.Above((Project)step);
        }

        return new KqlEventQuery<T>(columns, turn, [.. tests], [.. columns.Select(c => scope.Column(new ColumnExpression(c.Name, c.Type)))]);
    }

    // All have to be true, and the first that is not ends it.
    private static IEnumerable<KqlExpression> Terms(KqlExpression predicate) =>
        predicate is LogicalExpression { IsOr: false } all ? all.Terms.SelectMany(Terms) : [predicate];
}
