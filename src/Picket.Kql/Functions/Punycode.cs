using System.Text;

namespace Picket.Kql.Functions;

/// <summary>Unicode text in ASCII letters, digits and hyphens (RFC 3492).</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int Least = 1;
    private const int Most = 26;
    private const int FirstBias = 72;
    private const int FirstPoint = 128;
    private const int MaxLength = 4096;

    /// <summary>The text encoded; null where it is too long.</summary>
    public static string? Encode(string text)
    {
        if (text.Length > MaxLength)
            return null;
        var points = text.EnumerateRunes().Select(r => r.Value).ToList();
        var result = new StringBuilder();
        foreach (var point in points.Where(p => p < FirstPoint))
            result.Append((char)point);
        var basic = result.Length;
        var done = basic;
        if (basic > 0)
            result.Append('-');
        var (next, delta, bias) = (FirstPoint, 0L, FirstBias);
        while (done < points.Count)
        {
            var smallest = points.Where(p => p >= next).Min();
            delta += (long)(smallest - next) * (done + 1);
            next = smallest;
            foreach (var point in points)
            {
                if (point < next)
                    delta++;
                if (point != next)
                    continue;
                WriteNumber(result, delta, bias);
                bias = Adapt(delta, done + 1, done == basic);
                delta = 0;
                done++;
            }

            delta++;
            next++;
        }

        return result.ToString();
    }

    /// <summary>The text that is encoded; null where it is no Punycode.</summary>
    public static string? Decode(string code)
    {
        if (code.Length > MaxLength || !Ascii.IsValid(code))
            return null;
        var hyphen = code.LastIndexOf('-');
        var points = code[..Math.Max(hyphen, 0)].Select(c => (int)c).ToList();
        var (point, place, bias) = ((long)FirstPoint, 0L, FirstBias);
        for (var at = hyphen + 1; at < code.Length;)
        {
            var before = place;
            var weight = 1L;
            for (var k = Base; ; k += Base)
            {
                if (at >= code.Length || Digit(code[at++]) is not (var digit and >= 0))
                    return null;
                place += digit * weight;
                var threshold = Math.Clamp(k - bias, Least, Most);
                if (digit < threshold)
                    break;
                weight *= Base - threshold;
                if (weight > int.MaxValue || place > int.MaxValue)
                    return null;
            }

            bias = Adapt(place - before, points.Count + 1, before == 0);
            point += place / (points.Count + 1);
            place %= points.Count + 1;
            if (point > 0x10ffff || !Rune.IsValid((int)point))
                return null;
            points.Insert((int)place++, (int)point);
        }

        return string.Concat(points.Select(p => new Rune(p).ToString()));
    }

    private static void WriteNumber(StringBuilder result, long number, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Math.Clamp(k - bias, Least, Most);
            if (number < threshold)
                break;
            result.Append(Letter(threshold + (int)((number - threshold) % (Base - threshold))));
            number = (number - threshold) / (Base - threshold);
        }

        result.Append(Letter((int)number));
    }

    private static int Adapt(long delta, int count, bool isFirst)
    {
        const int Skew = 38;
        const int Damp = 700;
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - Least) * Most / 2; k += Base)
            delta /= Base - Least;
        return k + (int)((Base - Least + 1) * delta / (delta + Skew));
    }

    private static char Letter(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);

    private static int Digit(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a',
        >= 'A' and <= 'Z' => c - 'A',
        >= '0' and <= '9' => c - '0' + 26,
        _ => -1,
    };
}
