using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using DuckDB.NET.Native;
using Picket.Kql;

namespace Picket.Storage.DuckDb.Functions;

/// <summary>Fills the cells of an engine's vector of results.</summary>
internal readonly unsafe struct VectorWriter(nint vector, KqlType type)
{
    private const int StackBytes = 1024;

    private readonly byte* _data = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(vector);

    public void Null(int row)
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(vector);
        NativeMethods.Vectors.DuckDBVectorGetValidity(vector)[row >> 6] &= ~(1UL << (row & 63));
    }

    public void Long(int row, long value) => ((long*)_data)[row] = value;

    public void Bool(int row, bool value) => _data[row] = value ? (byte)1 : (byte)0;

    public void Value(int row, object? value)
    {
        switch (type)
        {
            case var _ when value is null: Null(row); break;
            case KqlType.Bool: Bool(row, (bool)value); break;
            case KqlType.Int: ((int*)_data)[row] = (int)Whole(value); break;
            case KqlType.Long: Long(row, Whole(value)); break;
            case KqlType.Real: ((double*)_data)[row] = Convert.ToDouble(value, CultureInfo.InvariantCulture); break;
            case KqlType.Decimal: Decimal(row, (decimal)value); break;
            case KqlType.DateTime: Long(row, ((DateTime)value).Ticks); break;
            case KqlType.TimeSpan: Long(row, ((TimeSpan)value).Ticks); break;
            case KqlType.Guid: Guid(row, (Guid)value); break;
            case KqlType.String or KqlType.Dynamic: Text(row, (string)value); break;
            default: throw new InvalidOperationException($"No cell of type {type}.");
        }
    }

    private static long Whole(object value) => value is long number ? number : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private void Text(int row, string value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> buffer = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        var length = Encoding.UTF8.GetBytes(value, buffer);
        fixed (byte* bytes = buffer)
            NativeMethods.Vectors.DuckDBUnsafeVectorAssignStringElementLength(vector, (ulong)row, bytes, length);
    }

    // Digits beyond the twelfth are cut; a number the engine's type does not hold is null.
    private void Decimal(int row, decimal value)
    {
        var whole = decimal.Truncate(value);
        var rest = decimal.Truncate((value - whole) * VectorReader.Scale);
        if (Math.Abs(whole) < 1e26m)
            ((Int128*)_data)[row] = ((Int128)whole * VectorReader.Scale) + (long)rest;
        else
            Null(row);
    }

    private void Guid(int row, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        ((UInt128*)_data)[row] = BinaryPrimitives.ReadUInt128BigEndian(bytes) ^ (UInt128.One << 127);
    }
}
