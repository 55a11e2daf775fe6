using System.Text.Json;

namespace Picket.Pipeline.Normalising.Envelopes;

/// <summary>The items of a list envelope, each as a slice of it.</summary>
internal static class EnvelopeItems
{
    /// <summary>
    /// Finds the items. When the list breaks off, those before the break are given and <paramref name="broken"/> is the
    /// rest, from the item that could not be read on.
    /// </summary>
    public static List<ReadOnlyMemory<byte>> Split(
        ReadOnlyMemory<byte> json, EnvelopeKind kind, out ReadOnlyMemory<byte> broken, out EntryProblem problem)
    {
        var items = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = AuditEventReader.MaxDepth });
        var done = 0;
        broken = default;
        problem = default;
        try
        {
            if (!Enter(ref reader, kind))
            {
                problem = new("PKT2008", "The list has no array of items.");
                broken = json;
                return items;
            }

            done = (int)reader.BytesConsumed;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                done = (int)reader.BytesConsumed;
                items.Add(json[start..done]);
            }

            while (reader.Read())
            {
            }
        }
        catch (JsonException exception)
        {
            problem = EntryProblem.FromJson(exception);
            broken = json[done..];
        }

        return items;
    }

    private static bool Enter(ref Utf8JsonReader reader, EnvelopeKind kind)
    {
        reader.Read();
        if (kind == EnvelopeKind.Array)
            return true;

        var field = kind == EnvelopeKind.EventList ? "items"u8 : "records"u8;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(field))
                return reader.Read() && reader.TokenType == JsonTokenType.StartArray;
            reader.Skip();
        }

        return false;
    }
}
