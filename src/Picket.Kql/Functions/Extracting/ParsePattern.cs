using Picket.Kql.Values;

namespace Picket.Kql.Functions.Extracting;

/// <summary>A piece of the pattern of <c>parse</c>: a constant text, a column of a type, or neither: <c>*</c>.</summary>
internal readonly record struct PatternPiece(string? Constant, KqlType? Column)
{
    public bool IsStar => Constant is null && Column is null;
}

/// <summary>The pattern of a <c>parse</c>, and the JSON text in which it travels through a plan.</summary>
internal sealed record ParsePattern(string Kind, string Flags, IReadOnlyList<PatternPiece> Pieces)
{
    public int ColumnCount => Pieces.Count(p => p.Column is not null);

    /// <summary>JSON: kind, flags, then each piece: null for <c>*</c>, a text for a constant, an array with its type for a column.</summary>
    public string Write() => DynamicJson.Write((object?[])
    [
        Kind, Flags, .. Pieces.Select(p => p.IsStar ? null : p.Constant ?? (object)new object?[] { p.Column!.Value.Word }),
    ]);

    /// <summary>Null when the text is not what <see cref="Write"/> gives.</summary>
    public static ParsePattern? Read(string json)
    {
        if (!DynamicJson.TryParse(json, out var value) || value is not object?[] parts || parts is not [string kind, string flags, .. var pieces])
            return null;
        var read = pieces.Select(Piece).ToList();
        return read.Contains(null) ? null : new ParsePattern(kind, flags, [.. read.Select(p => p!.Value)]);
    }

    private static PatternPiece? Piece(object? value) => value switch
    {
        null => new PatternPiece(null, null),
        string constant => new PatternPiece(constant, null),
        object?[] { Length: 1 } column when column[0] is string word && KqlTypes.TryParse(word, out var type) => new PatternPiece(null, type),
        _ => null,
    };
}
