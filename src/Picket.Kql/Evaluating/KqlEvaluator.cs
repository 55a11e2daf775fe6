using Picket.Kql.Evaluating;

namespace Picket.Kql;

/// <summary>Runs plans in this process, row by row: the reference meaning of every step and function.</summary>
public static class KqlEvaluator
{
    /// <summary>
    /// The result's rows, one value per column of the plan, of the CLR types <see cref="LiteralExpression"/> names; dynamic as JSON text, a string never null.
    /// Rows are computed as they are taken, and anew each time the result is enumerated.
    /// </summary>
    /// <exception cref="KqlRunException">While rows are taken or before: a limit was hit, or a value that only the run knows is wrong.</exception>
    public static IEnumerable<object?[]> Run(KqlPlan plan, KqlRun run)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(run);
        return Rows(plan, run);
    }

    private static IEnumerable<object?[]> Rows(KqlPlan plan, KqlRun run)
    {
        var running = new Running(run);
        foreach (var row in new PlanCompiler(running).Compile(plan)())
        {
            running.Check();
            yield return DynamicCells.Write(row, plan.Columns);
        }
    }
}
