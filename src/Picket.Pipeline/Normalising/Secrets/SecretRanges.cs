using System.Text.Json;

namespace Picket.Pipeline.Normalising.Secrets;

/// <summary>Finds the JSON values of an event's bodies that are secret.</summary>
internal static class SecretRanges
{
    // AKS puts this in place of a body that is too big; it tells nothing and detection rules look for it.
    private static ReadOnlySpan<byte> AksPlaceholder => "skipped-too-big-size-object"u8;

    /// <summary>
    /// The values of the named fields anywhere in the request and response bodies, in text order. Of an object the values
    /// inside are found one by one, so that key names stay readable. The JSON must be valid.
    /// </summary>
    public static List<Range> Find(ReadOnlySpan<byte> auditEvent, string[] fields)
    {
        var ranges = new List<Range>();
        var reader = new Utf8JsonReader(auditEvent, new JsonReaderOptions { MaxDepth = AuditEventReader.MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isBody = reader.ValueTextEquals("requestObject"u8) || reader.ValueTextEquals("responseObject"u8);
            reader.Read();
            if (isBody)
                Body(ref reader, fields, ranges);
            else
                reader.Skip();
        }

        return ranges;
    }

    private static void Body(ref Utf8JsonReader reader, string[] fields, List<Range> ranges)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueTextEquals(AksPlaceholder))
            Add(ref reader, ranges);

        // A JSON patch (RFC 6902) is a list of operations, each with its value; the paths stay readable.
        var isPatch = reader.TokenType == JsonTokenType.StartArray;
        var depth = reader.CurrentDepth;
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            if (IsNamed(ref reader, fields) || (isPatch && reader.ValueTextEquals("value"u8)))
                Secret(ref reader, ranges);
        }
    }

    private static bool IsNamed(ref Utf8JsonReader reader, string[] fields)
    {
        foreach (var field in fields)
        {
            if (reader.ValueTextEquals(field))
                return true;
        }

        return false;
    }

    private static void Secret(ref Utf8JsonReader reader, List<Range> ranges)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Add(ref reader, ranges);
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            Add(ref reader, ranges);
        }
    }

    private static void Add(ref Utf8JsonReader reader, List<Range> ranges)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.Null || IsText(ref reader, "redacted"u8))
            return;
        reader.Skip();
        ranges.Add(start..(int)reader.BytesConsumed);
    }

    private static bool IsText(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(text);
}
