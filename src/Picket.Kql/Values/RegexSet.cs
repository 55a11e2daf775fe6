using System.Globalization;
using System.Text;

namespace Picket.Kql.Values;

/// <summary>
/// A set of characters such as <c>[a-z[:digit:]&amp;&amp;[^5]]</c>, of UTF-16 units; written for .NET as plain ranges.
/// Characters beyond U+FFFF are held as their two halves.
/// </summary>
internal sealed class RegexSet
{
    private const int MaxDepth = 20;

    private readonly bool[] _has;

    private RegexSet(bool[] has) => _has = has;

    private static RegexSet Empty() => new(new bool[char.MaxValue + 1]);

    /// <summary>Reads the set whose '[' stands at <paramref name="at"/>.</summary>
    /// <exception cref="RegexSyntaxException">It is none.</exception>
    public static RegexSet Read(string source, ref int at) => Read(source, ref at, 0);

    /// <summary>Reads <c>\pL</c>, <c>\p{Greek}</c> and their opposites with <c>\P</c> or <c>^</c>.</summary>
    public static RegexSet ReadCategory(string source, ref int at)
    {
        var start = at;
        var isNegated = source[at + 1] == 'P';
        at += 2;
        if (at >= source.Length)
            throw new RegexSyntaxException(start, "The name of a category is missing.");
        var end = source[at] == '{' ? source.IndexOf('}', at) : at;
        if (end < 0)
            throw new RegexSyntaxException(start, "This '{' is not closed.");
        var name = source[at] == '{' ? source[(at + 1)..end] : source[at].ToString();
        at = end + 1;
        if (name.StartsWith('^'))
            (isNegated, name) = (!isNegated, name[1..]);
        if (UnicodeNames.Find(name) is not { } isMember)
            throw new RegexSyntaxException(start, $"'{name}' is not a category or script that is supported.");
        return Where(c => isMember(c) != isNegated);
    }

    /// <summary>Reads an escape that stands for one character.</summary>
    public static int ReadEscapedPoint(string source, ref int at)
    {
        var start = at;
        if (at + 1 >= source.Length)
            throw new RegexSyntaxException(start, "The pattern ends in the middle of an escape.");
        var c = source[at + 1];
        at += 2;
        return c switch
        {
            'a' => '\a',
            'f' => '\f',
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'v' => '\v',
            '0' => ReadOctal(source, ref at),
            'x' => ReadHex(source, ref at, start, 2),
            'u' => ReadHex(source, ref at, start, 4),
            'U' => ReadHex(source, ref at, start, 8),
            _ when char.IsAsciiLetterOrDigit(c) => throw new RegexSyntaxException(start, $"'\\{c}' is not an escape."),
            _ => c,
        };
    }

    public static string Escape(char c) =>
        char.IsAsciiLetterOrDigit(c) || c > '\u009f' ? c.ToString() : $"\\u{(int)c:x4}";

    /// <summary>The set for .NET.</summary>
    public string Write()
    {
        var result = new StringBuilder("[");
        for (var from = 0; from <= char.MaxValue; from++)
        {
            if (!_has[from])
                continue;
            var to = from;
            while (to < char.MaxValue && _has[to + 1])
                to++;
            result.Append(CultureInfo.InvariantCulture, $"\\u{from:x4}");
            if (to > from)
                result.Append(CultureInfo.InvariantCulture, $"-\\u{to:x4}");
            from = to;
        }

        // .NET has no empty set; this one holds nothing either.
        return result.Length == 1 ? @"[^\s\S]" : result.Append(']').ToString();
    }

    private static RegexSet Read(string source, ref int at, int depth)
    {
        var open = at++;
        if (depth > MaxDepth)
            throw new RegexSyntaxException(open, $"Sets nest at most {MaxDepth} deep.");
        var isNegated = at < source.Length && source[at] == '^';
        if (isNegated)
            at++;
        var set = ReadUnion(source, ref at, open, depth, isFirst: true);
        while (at < source.Length && source[at] != ']')
        {
            var operation = source[at];
            at += 2;
            var right = ReadUnion(source, ref at, open, depth, isFirst: false);
            set = Where(c => operation switch
            {
                '&' => set._has[c] && right._has[c],
                '-' => set._has[c] && !right._has[c],
                _ => set._has[c] != right._has[c],
            });
        }

        if (at >= source.Length)
            throw new RegexSyntaxException(open, "This '[' is not closed.");
        at++;
        return isNegated ? Where(c => !set._has[c]) : set;
    }

    // Members up to ']' or one of the operations &&, -- and ~~.
    private static RegexSet ReadUnion(string source, ref int at, int open, int depth, bool isFirst)
    {
        var set = Empty();
        for (; at < source.Length && (source[at] != ']' || isFirst) && !IsOperation(source, at); isFirst = false)
        {
            if (TryReadClass(source, ref at, depth) is { } inner)
            {
                set.Add(inner);
                continue;
            }

            var low = ReadPoint(source, ref at);
            var high = low;
            if (at + 1 < source.Length && source[at] == '-' && source[at + 1] is not (']' or '-'))
            {
                at++;
                high = ReadPoint(source, ref at);
            }

            if (high < low)
                throw new RegexSyntaxException(open, "A range of this set is the wrong way round.");
            set.Add(low, high);
        }

        return set;
    }

    private static bool IsOperation(string source, int at) =>
        at + 1 < source.Length && source[at] is '&' or '-' or '~' && source[at] == source[at + 1] && source[at - 1] != '[';

    private static RegexSet? TryReadClass(string source, ref int at, int depth)
    {
        var rest = source.AsSpan(at);
        if (rest.StartsWith("[:"))
        {
            var end = source.IndexOf(":]", at, StringComparison.Ordinal);
            return end < 0 ? null : Posix(source, ref at, end);
        }

        if (rest[0] == '[')
            return Read(source, ref at, depth + 1);
        if (rest.Length < 2 || rest[0] != '\\')
            return null;
        if (rest[1] is 'p' or 'P')
            return ReadCategory(source, ref at);
        if (UnicodeNames.Perl(rest[1]) is not { } isMember)
            return null;
        at += 2;
        return Where(isMember);
    }

    private static RegexSet Posix(string source, ref int at, int end)
    {
        var name = source[(at + 2)..end];
        var isNegated = name.StartsWith('^');
        if (UnicodeNames.Posix(name.TrimStart('^')) is not { } isMember)
            throw new RegexSyntaxException(at, $"'[:{name}:]' is not a class of characters.");
        at = end + 2;
        return Where(c => isMember(c) != isNegated);
    }

    private static int ReadPoint(string source, ref int at)
    {
        if (source[at] == '\\')
            return ReadEscapedPoint(source, ref at);
        var point = char.IsSurrogatePair(source, at) ? char.ConvertToUtf32(source, at) : source[at];
        at += point > char.MaxValue ? 2 : 1;
        return point;
    }

    private static int ReadOctal(string source, ref int at)
    {
        var value = 0;
        for (var digits = 0; digits < 2 && at < source.Length && source[at] is >= '0' and <= '7'; digits++, at++)
            value = (value * 8) + source[at] - '0';
        return value;
    }

    private static int ReadHex(string source, ref int at, int start, int length)
    {
        var isBraced = at < source.Length && source[at] == '{';
        var end = isBraced ? source.IndexOf('}', at) : at + length;
        var digits = isBraced && end > 0 ? source[(at + 1)..end] : end <= source.Length && end > 0 ? source[at..end] : "";
        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) || point is < 0 or > 0x10ffff)
            throw new RegexSyntaxException(start, "A hexadecimal escape is '\\x41' or '\\x{1F600}'.");
        at = isBraced ? end + 1 : end;
        // Half of a pair has no text of its own.
        return point is >= 0xd800 and <= 0xdfff ? 0xfffd : point;
    }

    private static RegexSet Where(Func<char, bool> isMember)
    {
        var set = Empty();
        for (var c = 0; c <= char.MaxValue; c++)
            set._has[c] = isMember((char)c);
        return set;
    }

    private void Add(RegexSet other)
    {
        for (var c = 0; c <= char.MaxValue; c++)
            _has[c] |= other._has[c];
    }

    private void Add(int low, int high)
    {
        _has.AsSpan(Math.Min(low, char.MaxValue), Math.Max(Math.Min(high, char.MaxValue) - low + 1, 0)).Fill(true);
        if (high <= char.MaxValue)
            return;
        _has.AsSpan(0xd800, 0x800).Fill(true);
    }
}
