namespace Picket.Kql.Functions.Extracting;

/// <summary>
/// <c>parse kind=simple</c> and <c>kind=relaxed</c>: constants are found from left to right, what lies between them fills the columns. The pattern
/// covers the whole text. Simple: a column that its type does not understand is no match; relaxed: that column alone is null.
/// </summary>
internal sealed class SimplePattern
{
    // Enough for any text that can match; bounds the search where a number keeps failing behind a frequent constant.
    private const int MaxTries = 10_000;

    private readonly List<Segment> _segments = [];
    private readonly int _columns;
    private readonly bool _isRelaxed;

    // What stands before a constant, and the constant; the last segment has none.
    private sealed record Segment(IReadOnlyList<PatternPiece> Gap, int FirstColumn, string Constant, bool IsLastConstant)
    {
        public bool IsOpen => Gap.Count > 0;
    }

    public SimplePattern(ParsePattern pattern)
    {
        _isRelaxed = pattern.Kind == "relaxed";
        _columns = pattern.ColumnCount;
        var gap = new List<PatternPiece>();
        var column = 0;
        foreach (var piece in pattern.Pieces.Where(p => p.Constant is not ""))
        {
            if (piece.Constant is null)
            {
                gap.Add(piece);
                continue;
            }

            _segments.Add(new Segment([.. gap], column, piece.Constant, false));
            column += gap.Count(p => p.Column is not null);
            gap.Clear();
        }

        if (gap.Count > 0 || _segments.Count == 0)
            _segments.Add(new Segment([.. gap], column, "", true));
        else
            _segments[^1] = _segments[^1] with { IsLastConstant = true };
    }

    /// <summary>A value per column, or null where the text does not match.</summary>
    public object?[]? Match(string text)
    {
        var values = new object?[_columns];
        var tries = 0;
        return Match(text, 0, 0, values, ref tries) ? values : null;
    }

    private bool Match(string text, int segment, int at, object?[] values, ref int tries)
    {
        if (segment == _segments.Count)
            return true;
        var current = _segments[segment];
        for (var from = at; ; from++)
        {
            from = Find(text, current, at, from);
            if (from < 0 || ++tries > MaxTries)
                return false;
            if (Fill(text.AsSpan(at, from - at), current, values) && Match(text, segment + 1, from + current.Constant.Length, values, ref tries))
                return true;
            if (!current.IsOpen || current.IsLastConstant)
                return false;
        }
    }

    // Where the constant stands at or after 'from'; -1 where it does not.
    private static int Find(string text, Segment segment, int at, int from)
    {
        if (segment.IsLastConstant)
        {
            var start = text.Length - segment.Constant.Length;
            var isThere = segment.IsOpen ? start >= from : start == at;
            return isThere && text.EndsWith(segment.Constant, StringComparison.Ordinal) ? start : -1;
        }

        if (segment.IsOpen)
            return from > text.Length ? -1 : text.IndexOf(segment.Constant, from, StringComparison.Ordinal);
        return string.CompareOrdinal(text, at, segment.Constant, 0, segment.Constant.Length) == 0 ? at : -1;
    }

    private bool Fill(ReadOnlySpan<char> gap, Segment segment, object?[] values)
    {
        var column = segment.FirstColumn;
        for (var i = 0; i < segment.Gap.Count; i++)
        {
            if (segment.Gap[i].Column is not { } type)
                continue;
            var isStarBefore = i > 0 && segment.Gap[i - 1].IsStar;
            var isLast = i == segment.Gap.Count - 1;
            var taken = Take(ref gap, type, isStarBefore, isLast);
            if (!TypedText.TryRead(taken, type, out values[column]) && !_isRelaxed)
                return false;
            column++;
        }

        return true;
    }

    // A number takes its digits where something follows or precedes it; everything else takes all there is.
    private static string Take(ref ReadOnlySpan<char> gap, KqlType type, bool isStarBefore, bool isLast)
    {
        var start = 0;
        var end = gap.Length;
        if (type.IsNumber && !isLast)
            end = TypedText.NumberLength(gap, type);
        else if (type.IsNumber && isStarBefore)
            start = gap.LastIndexOfAnyExceptInRange('0', '9') + 1;
        var taken = gap[start..end].ToString();
        gap = gap[end..];
        return taken;
    }
}
