using System.Numerics;

namespace Picket.Kql.Evaluating.Aggregates;

/// <summary>
/// Counts distinct values by their 64-bit hashes: exactly up to <see cref="MostExact"/>, beyond that by HyperLogLog with 2^16 registers
/// (standard error 0.41 %).
/// </summary>
internal sealed class DistinctSketch
{
    /// <summary>The most distinct values counted exactly.</summary>
    public const int MostExact = 8192;

    private const int Precision = 16;
    private const int RegisterCount = 1 << Precision;

    private HashSet<ulong>? _hashes = [];
    private byte[]? _registers;

    /// <summary>The hashes, or null once there are too many.</summary>
    public IReadOnlyCollection<ulong>? Hashes => _hashes;

    /// <summary>The registers, or null while hashes are kept.</summary>
    public byte[]? Registers => _registers;

    public static DistinctSketch FromRegisters(byte[] registers) => new() { _hashes = null, _registers = [.. registers] };

    public static bool AreRegisters(byte[] bytes) => bytes.Length == RegisterCount;

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

        GoDense();
        for (var i = 0; i < RegisterCount; i++)
            _registers![i] = Math.Max(_registers[i], other._registers![i]);
    }

    public long Estimate() => _hashes?.Count ?? EstimateOf(_registers!);

    private void GoDense()
    {
        if (_hashes is null)
            return;
        _registers = new byte[RegisterCount];
        foreach (var hash in _hashes)
            Mark(_registers, hash);
        _hashes = null;
    }

    private static void Mark(byte[] registers, ulong hash)
    {
        var register = (int)(hash >> (64 - Precision));
        var rank = (byte)(BitOperations.LeadingZeroCount((hash << Precision) | (1UL << (Precision - 1))) + 1);
        if (registers[register] < rank)
            registers[register] = rank;
    }

    // Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017): unbiased over the whole range, without tables.
    private static long EstimateOf(byte[] registers)
    {
        const int most = 64 - Precision;
        var counts = new int[most + 2];
        foreach (var register in registers)
            counts[register]++;
        double count = RegisterCount;
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
