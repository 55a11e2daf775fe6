using System.Text.Json;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>
/// A dotted path into a JSON value, walked over its tokens. Arrays are seen through: any element may match. The segment
/// <c>*</c> stands for every key; an empty path is the value itself. After <c>labels</c>, <c>annotations</c> and other
/// maps of free keys the rest of the path is one key.
/// </summary>
internal sealed class JsonPath
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = PodSpecLocator.MaxDepth };
    private static readonly string[] FreeKeyMaps = ["labels", "annotations", "matchLabels", "nodeSelector", "data", "stringData"];
    private static readonly string[] AllContainers = ["containers", "initContainers", "ephemeralContainers"];

    private readonly byte[][][] _segments;
    private readonly byte[] _needle;

    public JsonPath(string path)
        : this(path.Length == 0 ? [] : [.. Split(path)])
    {
    }

    private JsonPath(string[] segments)
    {
        _segments = [.. segments.Select(NamesOf)];
        _needle = _segments.Where(s => s.Length == 1).MaxBy(s => s[0].Length) is [var name]
            ? [(byte)'"', .. name, (byte)'"']
            : [];
    }

    /// <summary>The path of one key, dots and all.</summary>
    public static JsonPath OfKey(string key) => new([key]);

    /// <summary>Whether any value at the path matches.</summary>
    public bool Any(ReadOnlySpan<byte> json, EventView view, ValueMatcher matcher)
    {
        if (json.IsEmpty || CannotBeIn(json))
            return false;

        var reader = new Utf8JsonReader(json, Options);
        return reader.Read() && Walk(ref reader, 0, view, matcher);
    }

    /// <summary>
    /// Whether one vectorised look for the longest key shows that the path leads nowhere, which saves the walk in most
    /// events. Keys written with escapes hide from it, so that any escape of that kind asks for the walk.
    /// </summary>
    public bool CannotBeIn(ReadOnlySpan<byte> json) =>
        _needle.Length > 0 && json.IndexOf(_needle) < 0 && json.IndexOf("\\u"u8) < 0;

    /// <summary>Compares a property name; one with broken escapes equals nothing.</summary>
    public static bool NameIs(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan.SequenceEqual(name);
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The string the reader stands on, unescaped.</summary>
    public static byte[] TextOf(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan.ToArray();

        var buffer = new byte[reader.ValueSpan.Length];
        try
        {
            return buffer[..reader.CopyString(buffer)];
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate in an escape has no UTF-8 form: judge the text as it stands.
            return reader.ValueSpan.ToArray();
        }
    }

    // On entry the reader stands on the value's first token, on exit without a match on its last.
    private bool Walk(ref Utf8JsonReader reader, int depth, EventView view, ValueMatcher matcher)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (Walk(ref reader, depth, view, matcher))
                        return true;
                }

                return false;
            case JsonTokenType.StartObject when depth < _segments.Length:
                return WalkObject(ref reader, depth, view, matcher);
            case JsonTokenType.StartObject:
                if (matcher.MatchesContainer)
                    return true;
                reader.Skip();
                return false;
            case JsonTokenType.Null:
                return false;
            default:
                return depth == _segments.Length && Matches(ref reader, view, matcher);
        }
    }

    private bool WalkObject(ref Utf8JsonReader reader, int depth, EventView view, ValueMatcher matcher)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = IsWanted(ref reader, _segments[depth]);
            reader.Read();
            if (!wanted)
                reader.Skip();
            else if (Walk(ref reader, depth + 1, view, matcher))
                return true;
        }

        return false;
    }

    private static bool IsWanted(ref Utf8JsonReader reader, byte[][] names)
    {
        if (names.Length == 0)
            return true;
        foreach (var name in names)
        {
            if (NameIs(ref reader, name))
                return true;
        }

        return false;
    }

    private static bool Matches(ref Utf8JsonReader reader, EventView view, ValueMatcher matcher) =>
        matcher.Matches(view, reader.ValueIsEscaped ? TextOf(ref reader) : reader.ValueSpan);

    private static IEnumerable<string> Split(string path)
    {
        var rest = path;
        while (rest.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0)
        {
            var head = rest[..dot].Replace("[]", "", StringComparison.Ordinal);
            yield return head;
            rest = rest[(dot + 1)..];
            if (FreeKeyMaps.Contains(head))
                break;
        }

        yield return rest.Replace("[]", "", StringComparison.Ordinal);
    }

    private static byte[][] NamesOf(string segment) => segment switch
    {
        "*" => [],
        "allContainers" => [.. AllContainers.Select(System.Text.Encoding.UTF8.GetBytes)],
        _ => [System.Text.Encoding.UTF8.GetBytes(segment)],
    };
}
