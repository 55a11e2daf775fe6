using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Picket.Storage.DuckDb;

/// <summary>
/// Appends rows to a table column by column through DuckDB's data chunks, straight from UTF-8. The ordinary appender takes
/// one managed string per cell; this one measured about twice as fast on audit events and allocates nothing per cell.
/// Must be used inside the connection's transaction; a row is visible once that commits.
/// </summary>
internal sealed unsafe class ChunkAppender : IDisposable
{
    /// <summary>Rows in a chunk, DuckDB's vector size.</summary>
    public const int ChunkRows = 2048;

    private readonly DuckDB.NET.Native.DuckDBAppender _appender;
    private readonly DuckDBLogicalType[] _types;
    private readonly DuckDBDataChunk _chunk;
    private readonly IntPtr[] _vectors;
    private int _row;

    public ChunkAppender(DuckDBConnection connection, TableDefinition table)
    {
        var created = NativeMethods.Appender.DuckDBAppenderCreate(connection.NativeConnection, null!, table.Name, out _appender);
        if (created != DuckDBState.Success)
            throw new InvalidOperationException($"Cannot append to table '{table.Name}'.");

        var count = table.Columns.Count;
        _types = new DuckDBLogicalType[count];
        var handles = new IntPtr[count];
        for (var i = 0; i < count; i++)
        {
            _types[i] = NativeMethods.Appender.DuckDBAppenderColumnType(_appender, (ulong)i);
            handles[i] = _types[i].DangerousGetHandle();
        }

        _chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk(handles, (ulong)count);
        _vectors = new IntPtr[count];
        ReadVectors();
    }

    public void SetText(int column, ReadOnlySpan<byte> utf8)
    {
        // DuckDB's "unsafe" variant skips a second UTF-8 check: normalising has refused invalid text already.
        fixed (byte* bytes = utf8)
            NativeMethods.Vectors.DuckDBUnsafeVectorAssignStringElementLength(
                _vectors[column], (ulong)_row, bytes is null ? (byte*)1 : bytes, utf8.Length);
    }

    public void SetText(int column, string text)
    {
        var max = System.Text.Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> buffer = max <= 1024 ? stackalloc byte[1024] : new byte[max];
        SetText(column, buffer[..System.Text.Encoding.UTF8.GetBytes(text, buffer)]);
    }

    public void SetTextOrNull(int column, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            SetNull(column);
        else
            SetText(column, utf8);
    }

    public void SetLong(int column, long value) =>
        ((long*)NativeMethods.Vectors.DuckDBVectorGetData(_vectors[column]))[_row] = value;

    public void SetFlag(int column, bool value) =>
        ((byte*)NativeMethods.Vectors.DuckDBVectorGetData(_vectors[column]))[_row] = value ? (byte)1 : (byte)0;

    /// <summary>Microseconds are what TIMESTAMP holds; the seventh digit of a .NET time is cut.</summary>
    public void SetTime(int column, DateTime utc) => SetLong(column, (utc.Ticks - DateTime.UnixEpoch.Ticks) / 10);

    public void SetNull(int column)
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vectors[column]);
        var validity = NativeMethods.Vectors.DuckDBVectorGetValidity(_vectors[column]);
        validity[_row >> 6] &= ~(1UL << (_row & 63));
    }

    public void EndRow()
    {
        if (++_row == ChunkRows)
            FlushChunk();
    }

    /// <summary>Hands the last rows over; without it they are dropped.</summary>
    public void Complete()
    {
        FlushChunk();
        if (NativeMethods.Appender.DuckDBAppenderClose(_appender) != DuckDBState.Success)
            throw new InvalidOperationException("The engine refused the appended rows.");
    }

    public void Dispose()
    {
        _chunk.Dispose();
        foreach (var type in _types)
            type.Dispose();
        _appender.Dispose();
    }

    private void FlushChunk()
    {
        if (_row == 0)
            return;
        NativeMethods.DataChunks.DuckDBDataChunkSetSize(_chunk, (ulong)_row);
        if (NativeMethods.Appender.DuckDBAppendDataChunk(_appender, _chunk) != DuckDBState.Success)
            throw new InvalidOperationException("The engine refused a chunk of rows.");
        NativeMethods.DataChunks.DuckDBDataChunkReset(_chunk);
        ReadVectors();
        _row = 0;
    }

    private void ReadVectors()
    {
        for (var i = 0; i < _vectors.Length; i++)
            _vectors[i] = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
    }
}
