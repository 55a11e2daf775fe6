namespace Picket.Kql.Evaluating;

/// <summary>Computes a value from a row.</summary>
internal delegate object? RowValue(object?[] row);

/// <summary>Which place of a row holds which column.</summary>
internal sealed class RowLayout
{
    public static readonly RowLayout None = new([]);

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public RowLayout(IReadOnlyList<KqlColumn> columns)
    {
        for (var i = 0; i < columns.Count; i++)
            _places[columns[i].Name] = i;
    }

    /// <summary>The place of a column; -1 where there is none.</summary>
    public int Find(string name) => _places.GetValueOrDefault(name, -1);

    public int Place(string name) =>
        _places.TryGetValue(name, out var place) ? place : throw new InvalidOperationException($"The plan uses a column '{name}' that its input does not have.");
}
