using System.Diagnostics.CodeAnalysis;
using Picket.Kql.Evaluating;

namespace Picket.Kql.Events;

/// <summary>Compiles queries that can be answered event by event.</summary>
public static class KqlEventQuery
{
    /// <summary>
    /// Compiles a plan: one table, then only <c>where</c>, <c>extend</c>, <c>project</c> and their like. Where it cannot be answered event by event,
    /// <paramref name="reason"/> is a sentence that says why.
    /// </summary>
    public static bool TryCompile<T>(
        KqlPlan plan, IKqlEventShape<T> shape, [NotNullWhen(true)] out KqlEventQuery<T>? query, [NotNullWhen(false)] out string? reason)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(shape);
        reason = EventSteps.Refusal(plan, shape.Table);
        query = reason is null ? EventCompiler.Compile(EventSteps.Of(plan), plan.Columns, shape) : null;
        return query is not null;
    }
}

/// <summary>
/// A query that is answered event by event. What it says of <c>now()</c> holds for the moment its plan was made. Not safe for several threads at
/// once; each compiles its own.
/// </summary>
public sealed class KqlEventQuery<T>
    where T : class
{
    private readonly object?[] _event = new object?[1];
    private readonly EventTurn _turn;
    private readonly RowValue[] _tests;
    private readonly RowValue[] _values;

    internal KqlEventQuery(IReadOnlyList<KqlColumn> columns, EventTurn turn, RowValue[] tests, RowValue[] values) =>
        (Columns, _turn, _tests, _values) = (columns, turn, tests, values);

    /// <summary>The columns of what <see cref="Run"/> gives.</summary>
    public IReadOnlyList<KqlColumn> Columns { get; }

    /// <summary>Whether the query gives a row for the event.</summary>
    /// <exception cref="KqlRunException">A value that only the event knows is wrong.</exception>
    public bool Matches(T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        _event[0] = item;
        _turn.Begin();
        foreach (var test in _tests)
        {
            if (test(_event) is not true)
                return false;
        }

        return true;
    }

    /// <summary>The row the query gives for the event, dynamic as JSON text; null where it gives none.</summary>
    /// <exception cref="KqlRunException">A value that only the event knows is wrong.</exception>
    public object?[]? Run(T item)
    {
        if (!Matches(item))
            return null;
        var row = new object?[_values.Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = _values[i](_event);
        return DynamicCells.Write(row, Columns);
    }
}
