namespace Picket.Kql.Evaluating.Aggregates;

/// <summary>Gathers the rows of one group.</summary>
internal abstract class Accumulator
{
    /// <summary>Takes the arguments of one row; the array is used again for the next and so not kept.</summary>
    public abstract void Add(object?[] values);

    /// <summary>The result so far.</summary>
    public abstract object? Result { get; }

    /// <summary>How many values it holds in memory, beyond a few.</summary>
    public virtual int Held => 0;

    /// <summary>The result, one cell per column the aggregate makes.</summary>
    public virtual void WriteTo(Span<object?> cells) => cells[0] = Result;
}
