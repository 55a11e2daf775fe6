using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

/// <summary>What one run of a plan shares: its bounds, the rows handed in, and what is computed once.</summary>
internal sealed class Running(KqlRun run)
{
    private readonly Dictionary<int, IReadOnlyList<object?[]>> _given = [];
    private readonly Dictionary<int, (long Epoch, List<object?[]> Rows)> _materialized = [];
    private long _held;
    private long _heldBytes;

    public KqlRun Run => run;

    /// <summary>Grows whenever rows are given anew, so that what was computed from the old ones is computed again.</summary>
    public long Epoch { get; private set; }

    /// <summary>To be called once per row by every step that may make many.</summary>
    public void Check() => run.CancellationToken.ThrowIfCancellationRequested();

    public void Hold(long rows, long bytes)
    {
        run.CancellationToken.ThrowIfCancellationRequested();
        _held += rows;
        _heldBytes += bytes;
        if (_heldBytes > run.MaxHeldBytes)
            throw new KqlRunException(KqlCodes.TooManyRowsHeld, $"The query has to hold more than {run.MaxHeldBytes} bytes of rows in memory. Project fewer columns, or filter or summarize earlier.");
        if (_held > run.MaxHeldRows)
            throw new KqlRunException(KqlCodes.TooManyRowsHeld, $"The query has to hold more than {run.MaxHeldRows} rows in memory. Filter or summarize earlier.");
    }

    public void Release(long rows, long bytes)
    {
        _held -= rows;
        _heldBytes -= bytes;
    }

    public void Give(int id, IReadOnlyList<object?[]> rows)
    {
        _given[id] = rows;
        Epoch++;
    }

    /// <summary>The rows given for an id; those that came from outside have their dynamic values read.</summary>
    public IReadOnlyList<object?[]> Given(GivenRows leaf)
    {
        if (_given.TryGetValue(leaf.Id, out var rows))
            return rows;
        if (!run.Given.TryGetValue(leaf.Id, out var outer))
            throw new InvalidOperationException($"No rows are given for the id {leaf.Id}.");
        return _given[leaf.Id] = [.. outer.Select(r => DynamicCells.Read(r, leaf.Schema))];
    }

    /// <summary>The rows of <c>materialize()</c>, computed the first time they are wanted.</summary>
    public List<object?[]> Materialize(int id, bool dependsOnGiven, RowSource source)
    {
        if (_materialized.TryGetValue(id, out var known) && (!dependsOnGiven || known.Epoch == Epoch))
            return known.Rows;
        var rows = new List<object?[]>();
        var epoch = Epoch;
        foreach (var row in source())
        {
            Hold(1, ValueBounds.SizeOf(row));
            rows.Add(row);
        }

        _materialized[id] = (epoch, rows);
        return rows;
    }
}

/// <summary>Makes the rows of a step, anew with each call.</summary>
internal delegate IEnumerable<object?[]> RowSource();

/// <summary>Counts the rows a step holds and their bytes, until it is done with them.</summary>
internal sealed class HeldRows(Running running) : IDisposable
{
    private long _count;
    private long _bytes;

    public void Add(params ReadOnlySpan<object?> row) => Add(1, ValueBounds.SizeOf(row));

    public void Add(long rows, long bytes)
    {
        running.Hold(rows, bytes);
        _count += rows;
        _bytes += bytes;
    }

    public void Dispose()
    {
        running.Release(_count, _bytes);
        (_count, _bytes) = (0, 0);
    }
}

/// <summary>Dynamic cells: JSON text outside of a run, values inside.</summary>
internal static class DynamicCells
{
    public static object?[] Read(object?[] row, IReadOnlyList<KqlColumn> columns)
    {
        object?[]? changed = null;
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Type == KqlType.Dynamic && row[i] is string json)
                (changed ??= [.. row])[i] = Parse(json);
            else if (columns[i].Type == KqlType.String && row[i] is null)
                (changed ??= [.. row])[i] = "";
        }

        return changed ?? row;
    }

    public static object?[] Write(object?[] row, IReadOnlyList<KqlColumn> columns)
    {
        object?[]? changed = null;
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Type == KqlType.Dynamic && row[i] is { } value)
                (changed ??= [.. row])[i] = DynamicJson.Write(value);
        }

        return changed ?? row;
    }

    /// <summary>A stored dynamic; text that is not JSON is a string.</summary>
    public static object? Parse(string json) => DynamicJson.TryParse(json, out var value) ? value : json;
}
