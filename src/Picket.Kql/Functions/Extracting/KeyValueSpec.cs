using Picket.Kql.Values;

namespace Picket.Kql.Functions.Extracting;

/// <summary>
/// What <c>parse-kv</c> reads and how: by delimiters (<paramref name="Pair"/> and <paramref name="Delimiter"/>), by a
/// <paramref name="Regex"/> of two groups, or (all three empty) at every character that is neither letter nor digit.
/// </summary>
internal sealed record KeyValueSpec(
    IReadOnlyList<KqlColumn> Keys,
    string Pair,
    string Delimiter,
    IReadOnlyList<string> Quotes,
    IReadOnlyList<string> Escapes,
    bool IsGreedy,
    string Regex)
{
    public string Write() => DynamicJson.Write((object?[])
    [
        Keys.Select(k => (object?)k.Name).ToArray(), Keys.Select(k => (object?)k.Type.Word).ToArray(), Pair, Delimiter,
        Quotes.ToArray<object?>(), Escapes.ToArray<object?>(), IsGreedy, Regex,
    ]);

    /// <summary>Null when the text is not what <see cref="Write"/> gives.</summary>
    public static KeyValueSpec? Read(string json)
    {
        if (!DynamicJson.TryParse(json, out var value)
            || value is not object?[] parts
            || parts is not [object?[] names, object?[] types, string pair, string delimiter, object?[] quotes, object?[] escapes, bool isGreedy, string regex]
            || names.Length != types.Length)
        {
            return null;
        }

        var keys = names.Zip(types, (name, type) => new KqlColumn(
            name as string ?? "", type is string word && KqlTypes.TryParse(word, out var known) ? known : KqlType.String));
        return new KeyValueSpec([.. keys], pair, delimiter, [.. quotes.OfType<string>()], [.. escapes.OfType<string>()], isGreedy, regex);
    }
}
