namespace Picket.Pipeline.Normalising;

/// <summary>
/// Reads RFC 3339 times as Go writes them. The BCL's UTF-8 parser takes exactly seven fractional digits; Kubernetes
/// writes none, six or nine.
/// </summary>
public static class Rfc3339
{
    private const int MinLength = 20;

    /// <summary>Reads a time; digits finer than 100 ns are dropped. The result is UTC.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTime utc)
    {
        utc = default;
        if (text.Length < MinLength || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
            return false;
        if (!Two(text, 0, out var century) || !Two(text, 2, out var year) || !Two(text, 5, out var month) || !Two(text, 8, out var day)
            || !Two(text, 11, out var hour) || !Two(text, 14, out var minute) || !Two(text, 17, out var second))
            return false;

        year += century * 100;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
            return false;

        var rest = text[19..];
        var ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks;
        if (rest[0] == '.' && !TryFraction(ref rest, ref ticks))
            return false;
        if (!TryOffset(rest, out var offset))
            return false;

        ticks -= offset;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            return false;
        utc = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, ref long ticks)
    {
        var i = 1;
        for (var unit = TimeSpan.TicksPerSecond / 10; i < rest.Length && IsDigit(rest[i]); i++, unit /= 10)
            ticks += (rest[i] - '0') * unit;
        if (i == 1 || i == rest.Length)
            return false;
        rest = rest[i..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest.Length == 1)
            return (rest[0] | 0x20) == 'z';
        if (rest.Length != 6 || rest[0] is not ((byte)'+' or (byte)'-') || rest[3] != ':'
            || !Two(rest, 1, out var hours) || !Two(rest, 4, out var minutes) || hours > 23 || minutes > 59)
            return false;
        ticks = (hours * 60 + minutes) * TimeSpan.TicksPerMinute * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Two(ReadOnlySpan<byte> text, int at, out int value)
    {
        value = (text[at] - '0') * 10 + (text[at + 1] - '0');
        return IsDigit(text[at]) && IsDigit(text[at + 1]);
    }

    private static bool IsDigit(byte b) => (uint)(b - '0') <= 9;
}
