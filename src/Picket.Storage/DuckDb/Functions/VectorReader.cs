using System.Buffers.Binary;
using System.Text;
using DuckDB.NET.Native;
using Picket.Kql;

namespace Picket.Storage.DuckDb.Functions;

/// <summary>Reads the cells of an engine's flat vector. Valid only during the call that got the vector.</summary>
internal readonly unsafe struct VectorReader(nint vector, KqlType type)
{
    private const int InlineLength = 12;
    private const int TextSize = 16;

    /// <summary>DECIMALs have twelve digits behind the point.</summary>
    public const long Scale = 1_000_000_000_000;

    private readonly byte* _data = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
    private readonly ulong* _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);

    public bool IsNull(int row) => _validity is not null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;

    public long Long(int row) => ((long*)_data)[row];

    /// <summary>The bytes of a VARCHAR: short ones stand in the cell itself.</summary>
    public ReadOnlySpan<byte> Utf8(int row)
    {
        var cell = _data + ((long)row * TextSize);
        var length = *(int*)cell;
        return length <= InlineLength ? new(cell + 4, length) : new(*(byte**)(cell + 8), length);
    }

    public object? Value(int row) => IsNull(row) ? null : type switch
    {
        KqlType.Bool => _data[row] != 0,
        KqlType.Int => ((int*)_data)[row],
        KqlType.Long => Long(row),
        KqlType.Real => ((double*)_data)[row],
        KqlType.Decimal => Decimal(((Int128*)_data)[row]),
        KqlType.DateTime => Long(row) is >= 0 and var ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : null,
        KqlType.TimeSpan => new TimeSpan(Long(row)),
        KqlType.Guid => Guid(((UInt128*)_data)[row]),
        KqlType.String or KqlType.Dynamic => Encoding.UTF8.GetString(Utf8(row)),
        _ => throw new InvalidOperationException($"No cell of type {type}."),
    };

    private static decimal Decimal(Int128 scaled)
    {
        var (whole, rest) = Int128.DivRem(scaled, Scale);
        return (decimal)whole + ((decimal)(long)rest / (decimal)Scale);
    }

    // The engine flips the first bit, so that signed order is the order of the text.
    private static Guid Guid(UInt128 stored)
    {
        var value = stored ^ (UInt128.One << 127);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return new Guid(bytes, bigEndian: true);
    }
}
