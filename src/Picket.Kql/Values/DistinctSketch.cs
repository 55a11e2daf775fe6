using System.Numerics;

namespace Picket.Kql.Values;

/// <summary>
/// Counts distinct values by their 64-bit hashes: exactly up to <see cref="MostExact"/>, beyond that by HyperLogLog with
/// 2^<paramref name="precision"/> registers (standard error 1.04 / sqrt(2^precision): 0.2 % for 18).
/// </summary>
internal sealed class DistinctSketch(int precision = DistinctSketch.DefaultPrecision)
{
    /// <summary>The most distinct values counted exactly.</summary>
    public const int MostExact = 16_384;

    /// <summary>The precision of <c>dcount()</c>.</summary>
    public const int DefaultPrecision = MostPrecision;

    public const int LeastPrecision = 12;
    public const int MostPrecision = 18;

    private HashSet<ulong>? _hashes = [];
    private byte[]? _registers;

    public int Precision => precision;

    /// <summary>The hashes, or null once there are too many.</summary>
    public IReadOnlyCollection<ulong>? Hashes => _hashes;

    /// <summary>One byte per register, or null while hashes are kept.</summary>
    public byte[]? Registers => _registers;

    /// <summary>How many registers the accuracy 0 to 4 of <c>dcount()</c> and <c>hll()</c> stands for, as a power of two.</summary>
    public static int PrecisionOf(long accuracy) => accuracy switch
    {
        <= 0 => LeastPrecision,
        1 => 14,
        2 => 16,
        3 => 17,
        _ => MostPrecision,
    };

    public static DistinctSketch FromRegisters(int precision, byte[] registers) => new(precision) { _hashes = null, _registers = registers };

    public void Add(ulong hash)
    {
        if (_hashes is null)
        {
            Mark(_registers!, hash);
            return;
        }

        _hashes.Add(hash);
        if (_hashes.Count > MostExact)
            GoDense();
    }

    public void Add(DistinctSketch other)
    {
        if (other._hashes is { } hashes)
        {
            foreach (var hash in hashes)
                Add(hash);
            return;
        }

        if (other.Precision != precision)
            throw new ArgumentException("Sketches of unlike precision cannot be merged.", nameof(other));
        GoDense();
        for (var i = 0; i < _registers!.Length; i++)
            _registers[i] = Math.Max(_registers[i], other._registers![i]);
    }

    public long Estimate() => _hashes?.Count ?? EstimateOf(_registers!);

    /// <summary>How many values all sketches have in common: counted where all keep hashes, else estimated from the sizes of their unions.</summary>
    public static long Common(IReadOnlyList<DistinctSketch> sketches)
    {
        if (sketches.All(s => s._hashes is not null))
            return sketches.Skip(1).Aggregate<DistinctSketch, IEnumerable<ulong>>(sketches[0]._hashes!, (common, next) => common.Where(next._hashes!.Contains)).LongCount();

        // |A and B| = |A| + |B| - |A or B|, and so on for more.
        var common = 0L;
        for (var choice = 1; choice < 1 << sketches.Count; choice++)
        {
            var union = new DistinctSketch(sketches[0].Precision);
            foreach (var (i, sketch) in sketches.Index())
            {
                if ((choice & (1 << i)) != 0)
                    union.Add(sketch);
            }

            common += int.IsOddInteger(BitOperations.PopCount((uint)choice)) ? union.Estimate() : -union.Estimate();
        }

        return Math.Max(0, common);
    }

    private void GoDense()
    {
        if (_hashes is null)
            return;
        _registers = new byte[1 << precision];
        foreach (var hash in _hashes)
            Mark(_registers, hash);
        _hashes = null;
    }

    private void Mark(byte[] registers, ulong hash)
    {
        var register = (int)(hash >> (64 - precision));
        var rank = (byte)(BitOperations.LeadingZeroCount((hash << precision) | (1UL << (precision - 1))) + 1);
        if (registers[register] < rank)
            registers[register] = rank;
    }

    // Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017): unbiased over the whole range, without tables.
    private long EstimateOf(byte[] registers)
    {
        var most = 64 - precision;
        var counts = new int[most + 2];
        foreach (var register in registers)
            counts[register]++;
        double count = registers.Length;
        var z = count * Tau(1 - (counts[most + 1] / count));
        for (var k = most; k >= 1; k--)
            z = 0.5 * (z + counts[k]);
        z += count * Sigma(counts[0] / count);
        return (long)Math.Round(count * count / (2 * Math.Log(2)) / z);
    }

    private static double Sigma(double x)
    {
        if (x >= 1)
            return double.PositiveInfinity;
        var (y, z) = (1.0, x);
        for (var before = double.NaN; before != z; y += y)
        {
            x *= x;
            before = z;
            z += x * y;
        }

        return z;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
            return 0;
        var (y, z) = (1.0, 1 - x);
        for (var before = double.NaN; before != z;)
        {
            x = Math.Sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        }

        return z / 3;
    }
}
