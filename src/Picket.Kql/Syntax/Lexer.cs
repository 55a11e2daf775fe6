using System.Globalization;

namespace Picket.Kql.Syntax;

/// <summary>Cuts query text into tokens. Never throws: what it cannot read it reports and skips.</summary>
internal sealed partial class Lexer(SourceText source, DiagnosticBag diagnostics)
{
    // The longest first, so that '<=' is not read as '<' and '='.
    private static readonly string[] Signs =
    [
        "==", "!=", "<>", "<=", ">=", "=~", "!~", "=>", "..", "|", "(", ")", "[", "]", "{", "}", ",", ";", ":",
        ".", "+", "-", "*", "/", "%", "<", ">", "=", "?",
    ];

    private readonly string _text = source.Text;
    private readonly List<Token> _tokens = [];
    private int _at;
    private bool _startsParagraph;

    /// <summary>All tokens, the last being <see cref="TokenKind.End"/>.</summary>
    public IReadOnlyList<Token> Read()
    {
        while (SkipSpace() && _tokens.Count < KqlLimits.MaxTokens)
        {
            var before = _tokens.Count;
            ReadToken();
            if (_startsParagraph && _tokens.Count > before)
                _tokens[before] = _tokens[before] with { StartsParagraph = true };
        }

        if (_at < _text.Length)
        {
            diagnostics.Add(KqlCodes.TooLarge, new TextSpan(_at, 1),
                $"The query has more than {KqlLimits.MaxTokens} tokens. Split it, or move long lists into a table.");
        }

        _tokens.Add(new Token(TokenKind.End, "", new TextSpan(_text.Length, 0)));
        return _tokens;
    }

    private void ReadToken()
    {
        var c = _text[_at];
        if (TryStringStart(out var verbatim, out var quoteAt))
            ReadString(verbatim, quoteAt);
        else if (_text.AsSpan(_at).StartsWith("```") || _text.AsSpan(_at).StartsWith("~~~"))
            ReadMultiLineString();
        else if (char.IsAsciiDigit(c))
            ReadNumber();
        else if (IsNameStart(c) || (c == '!' && _at + 1 < _text.Length && char.IsAsciiLetter(_text[_at + 1])))
            ReadName();
        else
            ReadSign();
    }

    private void ReadName()
    {
        var start = _at++;
        while (_at < _text.Length && IsNamePart(_text[_at]))
            _at++;
        if (_at < _text.Length && _text[_at] == '~' && _text[start.._at] is "in" or "!in")
            _at++;

        var name = _text[start.._at];
        if (TypedLiteral.Types.TryGetValue(name, out var type) && TryReadTypedLiteral(start, type))
            return;
        _tokens.Add(new Token(TokenKind.Identifier, name, new TextSpan(start, _at - start)));
    }

    // datetime(2026-01-31) is one literal: its inside is not KQL.
    private bool TryReadTypedLiteral(int start, KqlType type)
    {
        var open = _at;
        while (open < _text.Length && _text[open] == ' ')
            open++;
        if (open >= _text.Length || _text[open] != '(')
            return false;

        var close = _text.IndexOfAny([')', '(', '\n'], open + 1);
        if (close < 0 || _text[close] != ')')
            return false;

        _at = close + 1;
        var span = new TextSpan(start, _at - start);
        var inside = _text[(open + 1)..close].Trim();
        if (!TypedLiteral.TryParse(type, inside, out var value))
        {
            diagnostics.Add(KqlCodes.BadLiteral, span, $"'{inside}' is not a {type.Word}.");
        }

        _tokens.Add(new Token(TokenKind.Literal, _text[start.._at], span, type, value));
        return true;
    }

    private void ReadNumber()
    {
        var start = _at;
        if (_text.AsSpan(_at).StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            ReadHex(start);
            return;
        }

        SkipDigits();
        var isReal = false;
        if (Peek(0) == '.' && Peek(1) != '.' && !IsNameStart(Peek(1)))
        {
            isReal = true;
            _at++;
            SkipDigits();
        }

        var number = _at;
        while (char.IsAsciiLetter(Peek(0)))
            _at++;
        var unit = _text[number.._at];
        if (TypedLiteral.TryUnit(unit, out var ticks))
        {
            AddNumber(start, KqlType.TimeSpan, Scaled(_text[start..number], ticks));
            return;
        }

        if (unit is "e" or "E" && (char.IsAsciiDigit(Peek(0)) || (Peek(0) is '+' or '-' && char.IsAsciiDigit(Peek(1)))))
        {
            isReal = true;
            _at++;
            SkipDigits();
            unit = "";
        }

        while (unit.Length > 0 && IsNamePart(Peek(0)))
            _at++;
        var text = _text[start.._at];
        if (unit.Length > 0 && !isReal)
            _tokens.Add(new Token(TokenKind.Identifier, text, new TextSpan(start, _at - start)));
        else if (unit.Length > 0)
            AddNumber(start, KqlType.Real, null);
        else if (isReal)
            AddNumber(start, KqlType.Real, double.Parse(text, CultureInfo.InvariantCulture));
        else
            AddNumber(start, KqlType.Long, long.TryParse(text, CultureInfo.InvariantCulture, out var whole) ? whole : null);
    }

    private void ReadHex(int start)
    {
        _at += 2;
        while (char.IsAsciiHexDigit(Peek(0)))
            _at++;
        var isRead = long.TryParse(_text.AsSpan(start + 2, _at - start - 2), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out var value);
        AddNumber(start, KqlType.Long, isRead ? value : null);
    }

    private void AddNumber(int start, KqlType type, object? value)
    {
        var span = new TextSpan(start, _at - start);
        var text = _text[start.._at];
        if (value is null)
            diagnostics.Add(KqlCodes.BadLiteral, span, $"'{text}' is not a number that fits a {type.Word}.");
        _tokens.Add(new Token(TokenKind.Literal, text, span, type, value));
    }

    private static TimeSpan? Scaled(string number, long ticks)
    {
        var scaled = decimal.TryParse(number, CultureInfo.InvariantCulture, out var count) && count < long.MaxValue / ticks
            ? (decimal?)(count * ticks)
            : null;
        return scaled is { } total ? TimeSpan.FromTicks((long)total) : null;
    }

    private void ReadSign()
    {
        foreach (var sign in Signs)
        {
            if (!_text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal))
                continue;
            _tokens.Add(new Token(TokenKind.Punctuation, sign, new TextSpan(_at, sign.Length)));
            _at += sign.Length;
            return;
        }

        diagnostics.Add(KqlCodes.BadCharacter, new TextSpan(_at, 1), $"The character '{_text[_at]}' has no meaning here.");
        _at++;
    }

    private bool SkipSpace()
    {
        var lines = 0;
        var isCommented = false;
        for (; _at < _text.Length; _at++)
        {
            if (_text[_at] == '\n')
            {
                lines++;
            }
            else if (_text[_at] == '/' && Peek(1) == '/')
            {
                isCommented |= lines > 0;
                _at = (_text.IndexOf('\n', _at) is var end and >= 0 ? end : _text.Length) - 1;
            }
            else if (!IsSpace(_text[_at]))
            {
                _startsParagraph = lines > 1 || (lines > 0 && isCommented);
                return true;
            }
        }

        return false;
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Peek(0)))
            _at++;
    }

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    // Copied queries hold marks that nobody sees: byte order marks, zero-width spaces, direction marks.
    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';
}
