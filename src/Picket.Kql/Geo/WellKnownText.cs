using System.Globalization;

namespace Picket.Kql.Geo;

/// <summary>Reads well-known text (OGC 06-103r4) into GeoJSON; null where it is none or of another kind.</summary>
internal ref struct WellKnownText
{
    private const int MaxNesting = 16;

    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private WellKnownText(ReadOnlySpan<char> text) => _text = text;

    public static object? Read(string text)
    {
        var reader = new WellKnownText(text);
        var geometry = reader.Shape(MaxNesting);
        reader.SkipSpaces();
        return reader._at == text.Length ? geometry : null;
    }

    private object? Shape(int nesting) => Word().ToUpperInvariant() switch
    {
        "POINT" => One() is { } point ? Geometry.Bag("Point", point) : null,
        "LINESTRING" => Nested(1) is { } line ? Geometry.Bag("LineString", line) : null,
        "POLYGON" => Nested(2) is { } polygon ? Geometry.Bag("Polygon", polygon) : null,
        "MULTIPOINT" => Nested(1) is { } points ? Geometry.Bag("MultiPoint", points) : null,
        "MULTILINESTRING" => Nested(2) is { } lines ? Geometry.Bag("MultiLineString", lines) : null,
        "MULTIPOLYGON" => Nested(3) is { } polygons ? Geometry.Bag("MultiPolygon", polygons) : null,
        "GEOMETRYCOLLECTION" when nesting > 0 => Shapes(nesting - 1) is { } shapes ? Geometry.Collection(shapes) : null,
        _ => null,
    };

    private object?[]? One() => Nested(1) is [object?[] position] ? position : null;

    private object?[]? Shapes(int nesting)
    {
        var shapes = new List<object?>();
        if (!Take('('))
            return null;
        do
        {
            if (Shape(nesting) is not { } shape)
                return null;
            shapes.Add(shape);
        }
        while (Take(','));
        return Take(')') ? [.. shapes] : null;
    }

    // A list in parentheses: of positions on level 1, of lists above.
    private object?[]? Nested(int level)
    {
        var items = new List<object?>();
        if (!Take('('))
            return null;
        do
        {
            if ((level > 1 ? Nested(level - 1) : PositionOrGroup()) is not { } item)
                return null;
            items.Add(item);
        }
        while (Take(','));
        return Take(')') ? [.. items] : null;
    }

    // The points of a multipoint may have parentheses of their own.
    private object?[]? PositionOrGroup()
    {
        if (!Take('('))
            return Position();
        return Position() is { } position && Take(')') ? position : null;
    }

    private object?[]? Position()
    {
        var numbers = new List<double>();
        while (Number() is { } number)
            numbers.Add(number);
        return numbers.Count is >= 2 and <= 4 && new GeoPoint(numbers[0], numbers[1]) is { IsValid: true } point ? Geometry.Pair(point) : null;
    }

    private double? Number()
    {
        SkipSpaces();
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || "+-.eE".Contains(_text[_at], StringComparison.Ordinal)))
            _at++;
        return double.TryParse(_text[start.._at], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private string Word()
    {
        SkipSpaces();
        var start = _at;
        while (_at < _text.Length && char.IsAsciiLetter(_text[_at]))
            _at++;
        return _text[start.._at].ToString();
    }

    private bool Take(char mark)
    {
        SkipSpaces();
        if (_at == _text.Length || _text[_at] != mark)
            return false;
        _at++;
        return true;
    }

    private void SkipSpaces()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }
}
