using System.Globalization;
using System.Text;

namespace Picket.Kql.Values;

/// <summary>
/// Rewrites a regular expression of KQL (the syntax of RE2) for .NET: <c>$</c> and <c>\z</c> are the very end, groups are numbered in order,
/// <c>[[:alpha:]]</c>, <c>\pN</c>, <c>\Q…\E</c>, <c>(?U)</c> and sets within sets have .NET forms. Look-around, back-references and atomic groups are refused.
/// </summary>
internal sealed partial class RegexTranslation
{
    private const int MaxLength = 32 * 1024;
    private const int MaxDepth = 100;
    private const int MaxRepeat = 1000;
    private const int MaxSize = 100_000;

    private readonly string _source;
    private readonly StringBuilder _result = new();
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private int _at;

    private RegexTranslation(string source) => _source = source;

    public string Pattern => _result.ToString();

    public int Groups { get; private set; }

    public IReadOnlyDictionary<string, int> GroupNames => _names;

    private bool IsEnd => _at >= _source.Length;

    /// <exception cref="RegexSyntaxException">The pattern is wrong.</exception>
    public static RegexTranslation Of(string pattern)
    {
        if (pattern.Length > MaxLength)
            throw new RegexSyntaxException(0, $"A pattern has at most {MaxLength} characters.");
        var translation = new RegexTranslation(pattern);
        translation.Alternatives(default, 0);
        if (!translation.IsEnd)
            throw translation.Wrong("This ')' closes nothing.");
        return translation;
    }

    private readonly record struct Flags(bool Multiline, bool DotAll, bool Verbose, bool Ungreedy);

    // Up to the ')' of this group or the end. The sum of what the engine must expand counted repetitions to is bounded.
    private long Alternatives(Flags flags, int depth)
    {
        if (depth > MaxDepth)
            throw Wrong($"Groups nest at most {MaxDepth} deep.");
        var size = 0L;
        while (!IsEnd && _source[_at] != ')')
        {
            if (_source[_at] == '|')
            {
                _result.Append('|');
                _at++;
                continue;
            }

            if (flags.Verbose && SkipsBlank())
                continue;
            if (TrySetFlags(ref flags))
                continue;
            size += Repeated(Piece(flags, depth), flags);
            if (size > MaxSize)
                throw Wrong("Its counted repetitions multiply to more than a pattern may hold.");
        }

        return size;
    }

    private bool SkipsBlank()
    {
        if (char.IsWhiteSpace(_source[_at]))
        {
            _at++;
            return true;
        }

        if (_source[_at] != '#')
            return false;
        var end = _source.IndexOf('\n', _at);
        _at = end < 0 ? _source.Length : end + 1;
        return true;
    }

    // One piece without its repetition; the size it expands to.
    private long Piece(Flags flags, int depth)
    {
        var c = _source[_at];
        switch (c)
        {
            case '(': return Group(flags, depth);
            case '[': Emit(RegexSet.Read(_source, ref _at).Write()); return 1;
            case '\\': return Escape();
            case '.': _at++; Emit(flags.DotAll ? @"[\s\S]" : "."); return 1;
            case '^': _at++; Emit(flags.Multiline ? "(?m:^)" : "^"); return 1;
            case '$': _at++; Emit(flags.Multiline ? "(?m:$)" : @"\z"); return 1;
            case '*' or '+' or '?': throw Wrong($"There is nothing for '{c}' to repeat.");
            default: _at++; Literal(c); return 1;
        }
    }

    private long Group(Flags flags, int depth)
    {
        var open = _at++;
        if (Takes("?:"))
        {
            Emit("(?:");
        }
        else if (Takes("?P<") || (Peek(0) == '?' && Peek(1) == '<' && Peek(2) is not ('=' or '!') && Takes("?<")))
        {
            Named(open);
        }
        else if (Peek(0) == '?')
        {
            flags = ScopedFlags(flags, open);
        }
        else
        {
            Groups++;
            Emit("(");
        }

        var size = Alternatives(flags, depth + 1);
        if (IsEnd)
            throw new RegexSyntaxException(open, "This '(' is not closed.");
        _at++;
        Emit(")");
        return size;
    }

    private void Named(int open)
    {
        var end = _source.IndexOf('>', _at);
        var name = end < 0 ? "" : _source[_at..end];
        if (name.Length == 0 || !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '[' or ']'))
            throw new RegexSyntaxException(open, "A group's name is made of letters, digits and '_', ended by '>'.");
        if (!_names.TryAdd(name, ++Groups))
            throw new RegexSyntaxException(open, $"Two groups are called '{name}'.");
        _at = end + 1;
        Emit("(");
    }

    // (?i) … until the end of the group around it.
    private bool TrySetFlags(ref Flags flags)
    {
        if (!_source.AsSpan(_at).StartsWith("(?"))
            return false;
        var end = _at + 2;
        while (end < _source.Length && (char.IsAsciiLetter(_source[end]) || _source[end] == '-'))
            end++;
        if (end >= _source.Length || _source[end] != ')' || end == _at + 2)
            return false;
        var written = ReadFlags(_source.AsSpan(_at + 2, end - _at - 2), ref flags);
        Emit(written.Length == 0 ? "" : $"(?{written})");
        _at = end + 1;
        return true;
    }

    private Flags ScopedFlags(Flags flags, int open)
    {
        _at++;
        if (Peek(0) is '=' or '!' || (Peek(0) == '<' && Peek(1) is '=' or '!'))
            throw new RegexSyntaxException(open, "Look-ahead and look-behind are not supported in KQL.");
        if (Peek(0) == '>')
            throw new RegexSyntaxException(open, "Atomic groups are not supported in KQL.");
        var end = _source.IndexOf(':', _at);
        if (end < 0)
            throw new RegexSyntaxException(open, "This kind of group is not supported in KQL.");
        Emit($"(?{ReadFlags(_source.AsSpan(_at, end - _at), ref flags)}:");
        _at = end + 1;
        return flags;
    }

    // Only 'i' is left to .NET; the other flags are worked into the pieces they bear on.
    private string ReadFlags(ReadOnlySpan<char> letters, ref Flags flags)
    {
        var isOn = true;
        var written = "";
        foreach (var letter in letters)
        {
            switch (letter)
            {
                case '-' when isOn: isOn = false; break;
                case 'i': written = isOn ? "i" : "-i"; break;
                case 'm': flags = flags with { Multiline = isOn }; break;
                case 's': flags = flags with { DotAll = isOn }; break;
                case 'x': flags = flags with { Verbose = isOn }; break;
                case 'U': flags = flags with { Ungreedy = isOn }; break;
                case 'u' when isOn: break;
                default: throw Wrong($"'{letter}' is not a flag; they are i, m, s, U, u and x.");
            }
        }

        return written;
    }

    private long Repeated(long size, Flags flags)
    {
        if (IsEnd)
            return size;
        var times = 1L;
        switch (_source[_at])
        {
            case '*' or '+' or '?':
                Emit(_source[_at++].ToString());
                break;
            case '{' when TryReadCount(out var count, out times):
                Emit(count);
                break;
            default:
                return size;
        }

        var isLazy = Takes("?");
        if (isLazy != flags.Ungreedy)
            Emit("?");
        if (Peek(0) is '*' or '+' or '?')
            throw Wrong($"'{_source[_at]}' repeats a repetition. Put the inner one in parentheses: (?:a+)+.");
        return size * Math.Max(times, 1);
    }

    // {2}, {2,} and {2,5}; any other '{' is itself.
    private bool TryReadCount(out string count, out long times)
    {
        (count, times) = ("", 1);
        var end = _source.IndexOf('}', _at);
        if (end < 0)
            return false;
        var inside = _source[(_at + 1)..end];
        var comma = inside.IndexOf(',', StringComparison.Ordinal);
        var least = comma < 0 ? inside : inside[..comma];
        var most = comma < 0 ? inside : inside[(comma + 1)..];
        if (least.Length == 0 || !least.All(char.IsAsciiDigit) || !most.All(char.IsAsciiDigit))
            return false;
        if (Number(least) > MaxRepeat || (most.Length > 0 && Number(most) > MaxRepeat))
            throw Wrong($"A piece is repeated at most {MaxRepeat} times.");
        if (most.Length > 0 && Number(most) < Number(least))
            throw Wrong("The counts of a repetition are the wrong way round.");
        times = Number(most.Length > 0 ? most : least);
        (count, _at) = ($"{{{inside}}}", end + 1);
        return true;
    }

    private static long Number(string digits) => digits.Length > 6 ? long.MaxValue : long.Parse(digits, CultureInfo.InvariantCulture);

    private bool Takes(string text)
    {
        if (!_source.AsSpan(_at).StartsWith(text))
            return false;
        _at += text.Length;
        return true;
    }

    private char Peek(int ahead) => _at + ahead < _source.Length ? _source[_at + ahead] : '\0';

    private void Emit(string text) => _result.Append(text);

    // A pair of surrogates repeats as one character.
    private void Literal(char c)
    {
        if (char.IsHighSurrogate(c) && !IsEnd && char.IsLowSurrogate(_source[_at]))
            Emit($"(?:{c}{_source[_at++]})");
        else
            Emit(RegexSet.Escape(c));
    }

    private RegexSyntaxException Wrong(string message) => new(_at, message);
}
