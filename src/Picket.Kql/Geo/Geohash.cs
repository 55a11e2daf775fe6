namespace Picket.Kql.Geo;

/// <summary>Geohash cells: the bits of longitude and latitude by turns, longitude first, five to a character.</summary>
internal readonly record struct Geohash
{
    public const int MaxLength = 18;

    public const int DefaultLength = 5;

    private const string Alphabet = "0123456789bcdefghjkmnpqrstuvwxyz";

    // Column and row steps in the order in which neighbours are listed.
    private static readonly (int Column, int Row)[] Around = [(-1, -1), (-1, 1), (1, -1), (0, 1), (-1, 0), (1, 1), (1, 0), (0, -1)];

    private readonly long _column;
    private readonly long _row;
    private readonly int _length;

    private Geohash(long column, long row, int length) => (_column, _row, _length) = (column, row, length);

    private int ColumnBits => (_length * 5 + 1) / 2;

    private int RowBits => _length * 5 / 2;

    private double Width => Math.ScaleB(360, -ColumnBits);

    private double Height => Math.ScaleB(180, -RowBits);

    private double West => _column * Width - 180;

    private double South => _row * Height - 90;

    public GeoPoint Center => new(West + Width / 2, South + Height / 2);

    /// <summary>South-west, south-east, north-east, north-west.</summary>
    public IReadOnlyList<GeoPoint> Corners =>
        [new(West, South), new(West + Width, South), new(West + Width, South + Height), new(West, South + Height)];

    /// <summary>The cells around this one; at a pole there are fewer.</summary>
    public IEnumerable<Geohash> Neighbors
    {
        get
        {
            var cell = this;
            var (columns, rows) = (1L << ColumnBits, 1L << RowBits);
            return Around.Where(step => cell._row + step.Row >= 0 && cell._row + step.Row < rows)
                .Select(step => new Geohash((cell._column + step.Column + columns) % columns, cell._row + step.Row, cell._length));
        }
    }

    public static Geohash At(GeoPoint point, int length)
    {
        var (columns, rows) = (1L << ((length * 5 + 1) / 2), 1L << (length * 5 / 2));
        return new Geohash(
            Math.Min((long)((point.Longitude + 180) / 360 * columns), columns - 1),
            Math.Min((long)((point.Latitude + 90) / 180 * rows), rows - 1), length);
    }

    public static bool TryParse(string text, out Geohash cell)
    {
        var (column, row) = (0L, 0L);
        cell = default;
        if (text.Length is 0 or > MaxLength)
            return false;
        for (var i = 0; i < text.Length * 5; i++)
        {
            var digit = Alphabet.IndexOf(text[i / 5], StringComparison.Ordinal);
            if (digit < 0)
                return false;
            var bit = (digit >> (4 - i % 5)) & 1;
            (column, row) = i % 2 == 0 ? ((column << 1) | (long)bit, row) : (column, (row << 1) | (long)bit);
        }

        cell = new Geohash(column, row, text.Length);
        return true;
    }

    public override string ToString()
    {
        var (columnBit, rowBit) = (ColumnBits - 1, RowBits - 1);
        Span<char> text = stackalloc char[_length];
        for (var i = 0; i < _length; i++)
        {
            var digit = 0;
            for (var bit = i * 5; bit < i * 5 + 5; bit++)
                digit = (digit << 1) | (int)((bit % 2 == 0 ? _column >> columnBit-- : _row >> rowBit--) & 1);
            text[i] = Alphabet[digit];
        }

        return text.ToString();
    }
}
