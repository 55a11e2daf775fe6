using System.Globalization;
using System.Text;

namespace Picket.Kql.Syntax;

internal sealed partial class Lexer
{
    // 'x' "x" @'x' h'x' h@'x': h marks text that must not be logged, which changes nothing here.
    private bool TryStringStart(out bool verbatim, out int quoteAt)
    {
        quoteAt = _at;
        if (_text[quoteAt] is 'h' or 'H' && quoteAt + 1 < _text.Length && _text[quoteAt + 1] is '"' or '\'' or '@')
            quoteAt++;
        verbatim = _text[quoteAt] == '@' && quoteAt + 1 < _text.Length;
        if (verbatim)
            quoteAt++;
        return quoteAt < _text.Length && _text[quoteAt] is '"' or '\'';
    }

    private void ReadString(bool verbatim, int quoteAt)
    {
        var start = _at;
        var value = new StringBuilder();
        _at = quoteAt + 1;
        var isClosed = verbatim ? ReadVerbatim(_text[quoteAt], value) : ReadEscaped(_text[quoteAt], value);
        AddString(start, value.ToString(), isClosed);
    }

    private bool ReadVerbatim(char quote, StringBuilder value)
    {
        for (; _at < _text.Length; _at++)
        {
            if (_text[_at] != quote)
            {
                value.Append(_text[_at]);
                continue;
            }

            _at++;
            if (Peek(0) != quote)
                return true;
            value.Append(quote);
        }

        return false;
    }

    private bool ReadEscaped(char quote, StringBuilder value)
    {
        while (_at < _text.Length && _text[_at] is not ('\n' or '\r'))
        {
            var c = _text[_at++];
            if (c == quote)
                return true;
            if (c != '\\' || _at >= _text.Length)
                value.Append(c);
            else
                value.Append(ReadEscape());
        }

        return false;
    }

    private string ReadEscape()
    {
        var c = _text[_at++];
        switch (c)
        {
            case 'n': return "\n";
            case 't': return "\t";
            case 'r': return "\r";
            case '0': return "\0";
            case 'a': return "\a";
            case 'b': return "\b";
            case 'f': return "\f";
            case 'v': return "\v";
            case '\\' or '\'' or '"': return c.ToString();
            case 'u' when TryHex(4, out var unit): return ((char)unit).ToString();
            case 'x' when TryHex(2, out var unit): return ((char)unit).ToString();
            default:
                diagnostics.Add(KqlCodes.BadLiteral, new TextSpan(_at - 2, 2),
                    $"'\\{c}' is not an escape. Write '\\\\{c}', or put @ before the string.");
                return c.ToString();
        }
    }

    private bool TryHex(int digits, out int value)
    {
        value = 0;
        if (_at + digits > _text.Length
            || !int.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        _at += digits;
        return true;
    }

    private void ReadMultiLineString()
    {
        var start = _at;
        var fence = _text.Substring(_at, 3);
        var end = _text.IndexOf(fence, _at + 3, StringComparison.Ordinal);
        _at = end < 0 ? _text.Length : end + 3;
        AddString(start, _text[(start + 3)..(end < 0 ? _text.Length : end)], end >= 0);
    }

    // Strings beside each other are one string.
    private void AddString(int start, string value, bool isClosed)
    {
        var span = new TextSpan(start, _at - start);
        if (!isClosed)
            diagnostics.Add(KqlCodes.Unterminated, span, "The string does not end. Close it with the quote it starts with.");
        if (_tokens is [.., { IsString: true } last])
            _tokens[^1] = last with { Span = last.Span.To(span), Value = (string)last.Value! + value };
        else
            _tokens.Add(new Token(TokenKind.Literal, "", span, KqlType.String, value));
    }
}
