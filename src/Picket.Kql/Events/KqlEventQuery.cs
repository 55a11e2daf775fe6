using System.Diagnostics.CodeAnalysis;
using Picket.Kql.Evaluating;

namespace Picket.Kql.Events;

/// <summary>Compiles queries that can be answered event by event.</summary>
public static class KqlEventQuery
{
    /// <summary>Compiles a plan; where it cannot be answered event by event, <paramref name="reason"/> says why.</summary>
    public static bool TryCompile<T>(
        KqlPlan plan, IKqlEventShape<T> shape, [NotNullWhen(true)] out KqlEventQuery<T>? query, [NotNullWhen(false)] out string? reason)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(shape);
        query = null;
        reason = EventSteps.Refusal(plan, shape.Table.Name);
        if (reason is not null)
            return false;

        var steps = EventSteps.Of(plan);
        var compiler = new EventCompiler<T>(shape);
        var whole = steps.TakeWhile(s => s is Filter).Cast<Filter>().Select(f => compiler.OverEvent.Compile(f.Predicate)).ToArray();
        query = new KqlEventQuery<T>(plan.Columns, whole, compiler.Compile(steps.Skip(whole.Length), shape.Table.Columns, plan.Columns));
        return true;
    }
}

/// <summary>
/// A query that can be answered event by event: one table, then only <c>where</c>, <c>extend</c>, <c>project</c> and their like. What it says of <c>now()</c>
/// holds for the moment it was compiled. Not safe for several threads at once; each compiles its own.
/// </summary>
public sealed class KqlEventQuery<T>
    where T : class
{
    private readonly object?[] _event = new object?[1];
    private readonly RowValue[] _tests;
    private readonly IReadOnlyList<Func<object?[], object?[]?>> _steps;

    internal KqlEventQuery(IReadOnlyList<KqlColumn> columns, RowValue[] tests, IReadOnlyList<Func<object?[], object?[]?>> steps) =>
        (Columns, _tests, _steps) = (columns, tests, steps);

    /// <summary>The columns of what <see cref="Run"/> gives.</summary>
    public IReadOnlyList<KqlColumn> Columns { get; }

    /// <summary>Whether the query gives a row for the event.</summary>
    public bool Matches(T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        _event[0] = item;
        return Passes() && (_steps.Count <= 1 || Through(_steps.Count - 1) is not null);
    }

    /// <summary>The row the query gives for the event, dynamic as JSON text; null where it gives none.</summary>
    public object?[]? Run(T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        _event[0] = item;
        return Passes() ? Through(_steps.Count) : null;
    }

    private bool Passes()
    {
        foreach (var test in _tests)
        {
            if (test(_event) is not true)
                return false;
        }

        return true;
    }

    // The last step makes the result; to know whether there is one it need not be made.
    private object?[]? Through(int count)
    {
        var row = _event;
        for (var i = 0; i < count; i++)
        {
            if (_steps[i](row) is not { } next)
                return null;
            row = next;
        }

        return row;
    }
}
