using System.Text;
using System.Text.Json;

namespace Picket.Pipeline.Normalising.Cards;

/// <summary>The token that a match lies in: its field path, its bytes, and whether it is an unquoted number.</summary>
internal readonly record struct JsonPlace(string Path, int Start, int End, bool IsNumber);

/// <summary>Tells which JSON field each of some bytes belongs to.</summary>
internal static class JsonPlaces
{
    // A path may be as long as the event: to write one for each of thousands of matches would take all memory.
    private const int MaxPaths = 16;

    /// <summary>One place per match while the JSON is valid; the list ends where it is not. Later ones have no path.</summary>
    public static List<JsonPlace> Locate(ReadOnlySpan<byte> json, List<PanMatch> matches)
    {
        var places = new List<JsonPlace>(matches.Count);
        try
        {
            Walk(json, matches, places);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Broken JSON goes to quarantine; its cards are masked all the same, without a path and unquoted.
            places.Clear();
        }

        return places;
    }

    private static void Walk(ReadOnlySpan<byte> json, List<PanMatch> matches, List<JsonPlace> places)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = AuditEventReader.MaxDepth });
        var path = new Stack<Level>();
        while (reader.Read())
        {
            Follow(ref reader, path);
            var end = (int)reader.BytesConsumed;
            while (places.Count < matches.Count && matches[places.Count].Start < end)
            {
                var isNumber = reader.TokenType == JsonTokenType.Number;
                places.Add(new(places.Count < MaxPaths ? Render(path) : "", (int)reader.TokenStartIndex, end, isNumber));
            }
        }
    }

    private static void Follow(ref Utf8JsonReader reader, Stack<Level> path)
    {
        if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            path.Pop();
            return;
        }

        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            path.Peek().Name = reader.GetString()!;
            return;
        }

        if (path.TryPeek(out var level) && level.IsArray)
            level.Index++;
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            path.Push(new(reader.TokenType == JsonTokenType.StartArray));
    }

    private static string Render(Stack<Level> path)
    {
        var text = new StringBuilder();
        foreach (var level in path.Reverse())
        {
            if (level.IsArray)
                text.Append('[').Append(level.Index).Append(']');
            else
                text.Append(text.Length == 0 ? "" : ".").Append(level.Name);
        }

        return text.ToString();
    }

    private sealed class Level(bool isArray)
    {
        public bool IsArray { get; } = isArray;

        public string Name { get; set; } = "";

        public int Index { get; set; } = -1;
    }
}
