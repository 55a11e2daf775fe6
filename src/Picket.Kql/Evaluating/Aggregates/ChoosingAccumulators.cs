using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Aggregates;

/// <summary>The smallest (direction -1) or largest (1) value; nulls do not count, NaN only where there is nothing else.</summary>
internal sealed class ExtremeAccumulator(int direction, KqlType type) : Accumulator
{
    private object? _chosen;

    public override object? Result => _chosen ?? (type == KqlType.String ? "" : null);

    public override void Add(object?[] values)
    {
        if (values[0] is not { } value)
            return;
        if (_chosen is null or double.NaN || (value is not double.NaN && KqlValues.Compare(value, _chosen) * direction > 0))
            _chosen = value;
    }
}

/// <summary>
/// <c>arg_max</c> and <c>arg_min</c>: the row whose first value is largest or smallest, of several the first. Rows where it is null count only where
/// it is null in all.
/// </summary>
internal sealed class ChosenRowAccumulator(int direction, IReadOnlyList<KqlColumn> outputs) : Accumulator
{
    private object?[]? _chosen;

    public override object? Result => _chosen?[0];

    public override void Add(object?[] values)
    {
        if (_chosen is null || IsBetter(values[0], _chosen[0]))
            _chosen = [.. values];
    }

    public override void WriteTo(Span<object?> cells) => RowCells.Write(_chosen, outputs, cells);

    private bool IsBetter(object? value, object? than)
    {
        if (value is null or double.NaN)
            return than is null && value is not null;
        return than is null or double.NaN || KqlValues.Compare(value, than) * direction > 0;
    }
}

/// <summary><c>take_any</c>: the first row; of a single column the first value that is not null or empty.</summary>
internal sealed class AnyRowAccumulator(IReadOnlyList<KqlColumn> outputs) : Accumulator
{
    private object?[]? _chosen;

    public override object? Result => _chosen?[0];

    public override void Add(object?[] values)
    {
        if (_chosen is null || (_chosen is [null or ""] && values[0] is not (null or "")))
            _chosen = [.. values];
    }

    public override void WriteTo(Span<object?> cells) => RowCells.Write(_chosen, outputs, cells);
}

/// <summary>A chosen row as cells; without one, nulls.</summary>
internal static class RowCells
{
    public static void Write(object?[]? row, IReadOnlyList<KqlColumn> columns, Span<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
            cells[i] = row is not null ? row[i] : columns[i].Type == KqlType.String ? "" : null;
    }
}
