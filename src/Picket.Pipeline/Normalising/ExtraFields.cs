using System.Buffers;
using System.Text.Json;

namespace Picket.Pipeline.Normalising;

/// <summary>Collects top-level fields without a column of their own (<c>authenticationMetadata</c> and what may come).</summary>
internal sealed class ExtraFields
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _fields = [];

    public void Add(string name, ReadOnlyMemory<byte> json)
    {
        if (!_fields.TryAdd(name, json))
            throw new FieldException("PKT2005", "A field that Picket does not know stands twice.");
    }

    public ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        foreach (var (name, json) in _fields)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(json.IsEmpty ? "null"u8 : json.Span, skipInputValidation: true);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
