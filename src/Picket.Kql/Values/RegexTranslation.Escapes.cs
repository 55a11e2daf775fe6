namespace Picket.Kql.Values;

internal sealed partial class RegexTranslation
{
    private long Escape()
    {
        if (_at + 1 >= _source.Length)
            throw Wrong("The pattern ends in the middle of an escape. A backslash itself is '\\\\'.");
        var c = _source[_at + 1];
        switch (c)
        {
            case 'A' or 'B' or 'z' or 'd' or 'D' or 's' or 'S' or 'w' or 'W':
                Emit($"\\{c}");
                _at += 2;
                return 1;
            case 'b':
                return WordEdge();
            case '<' or '>':
                throw Wrong($"'\\{c}' is not supported. Use '\\b', which is either edge of a word.");
            case 'Q':
                return Quoted();
            case 'p' or 'P':
                Emit(RegexSet.ReadCategory(_source, ref _at).Write());
                return 1;
            case >= '1' and <= '9' or 'k' or 'g':
                throw Wrong("Back-references are not supported in KQL.");
            case 'C' or 'Z' or 'G' or 'K' or 'X' or 'R':
                throw Wrong($"'\\{c}' is not supported in KQL.");
            default:
                var point = RegexSet.ReadEscapedPoint(_source, ref _at);
                Emit(point > char.MaxValue ? $"(?:{char.ConvertFromUtf32(point)})" : RegexSet.Escape((char)point));
                return 1;
        }
    }

    private long WordEdge()
    {
        _at += 2;
        if (Peek(0) == '{')
            throw Wrong("Word edges in braces are not supported. Use '\\b'.");
        Emit(@"\b");
        return 1;
    }

    // \Q…\E: everything between is itself; a repetition after it bears on the last character only.
    private long Quoted()
    {
        var start = _at + 2;
        var end = _source.IndexOf(@"\E", start, StringComparison.Ordinal);
        var text = end < 0 ? _source[start..] : _source[start..end];
        _at = end < 0 ? _source.Length : end + 2;
        foreach (var c in text)
            Emit(RegexSet.Escape(c));
        if (text.Length == 0)
            Emit("(?:)");
        return Math.Max(text.Length, 1);
    }
}
