using System.Globalization;

namespace Picket.Core;

/// <summary>An amount of bytes; written <c>64MiB</c>.</summary>
public readonly record struct ByteSize(long Bytes)
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10),
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000), ("B", 1),
    ];

    /// <summary>Reads a number with a unit: <c>B KB MB GB TB</c> or <c>KiB MiB GiB TiB</c>.</summary>
    public static bool TryParse(string text, out ByteSize size)
    {
        size = default;
        foreach (var (unit, bytes) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal))
                continue;

            var number = text.AsSpan(0, text.Length - unit.Length).TrimEnd();
            if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count > long.MaxValue / bytes)
                return false;
            size = new(count * bytes);
            return true;
        }

        return false;
    }

    /// <summary>The largest unit that needs no fraction.</summary>
    public override string ToString()
    {
        var total = Bytes;
        var (unit, bytes) = total == 0 ? ("B", 1) : Units.First(u => total % u.Bytes == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{total / bytes}{unit}");
    }
}
