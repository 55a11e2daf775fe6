using System.Text.Json;

namespace Picket.Pipeline.Normalising.Envelopes;

/// <summary>Tells what kind of envelope an entry is, from as few of its tokens as possible.</summary>
internal static class EnvelopeSniffer
{
    /// <summary>The kind. Text that is not JSON counts as an event, so that the event reader says what is wrong.</summary>
    public static EnvelopeKind Sniff(ReadOnlySpan<byte> json)
    {
        // The API server writes its fields in this order: nearly every line of a log file ends here.
        if (json.StartsWith("{\"kind\":\"Event\","u8))
            return EnvelopeKind.Event;
        if (json is [(byte)'[', ..])
            return EnvelopeKind.Array;

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = AuditEventReader.MaxDepth });
        try
        {
            return Sniff(ref reader);
        }
        catch (JsonException)
        {
            return EnvelopeKind.Event;
        }
    }

    private static EnvelopeKind Sniff(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return EnvelopeKind.Event;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (KindOf(ref reader) is { } kind)
                return kind;
            reader.Skip();
        }

        return EnvelopeKind.Event;
    }

    // Null: the field stands in more than one kind of envelope.
    private static EnvelopeKind? KindOf(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        if (name.SequenceEqual("kind"u8))
        {
            reader.Read();
            return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("EventList"u8)
                ? EnvelopeKind.EventList
                : EnvelopeKind.Event;
        }

        if (name.SequenceEqual("items"u8))
            return EnvelopeKind.EventList;
        if (name.SequenceEqual("records"u8))
            return EnvelopeKind.Records;
        if (name.SequenceEqual("auditID"u8) || name.SequenceEqual("stage"u8) || name.SequenceEqual("verb"u8)
            || name.SequenceEqual("annotations"u8) || name.SequenceEqual("requestURI"u8))
            return EnvelopeKind.Event;
        return name.SequenceEqual("category"u8) || name.SequenceEqual("operationName"u8) || name.SequenceEqual("properties"u8)
            || name.SequenceEqual("resourceId"u8)
            ? EnvelopeKind.Record
            : null;
    }
}
