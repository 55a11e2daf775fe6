using System.Text.Json;
using Picket.Core;

namespace Picket.Pipeline.Normalising;

public static partial class AuditEventReader
{
    private static AuditLevel Level(ref Utf8JsonReader reader, AuditEvent e) => Text(ref reader, e, "level").Span switch
    {
        var s when s.SequenceEqual("Metadata"u8) => AuditLevel.Metadata,
        var s when s.SequenceEqual("Request"u8) => AuditLevel.Request,
        var s when s.SequenceEqual("RequestResponse"u8) => AuditLevel.RequestResponse,
        var s when s.SequenceEqual("None"u8) => AuditLevel.None,
        _ => AuditLevel.Unknown,
    };

    private static AuditStage Stage(ref Utf8JsonReader reader, AuditEvent e) => Text(ref reader, e, "stage").Span switch
    {
        var s when s.SequenceEqual("ResponseComplete"u8) => AuditStage.ResponseComplete,
        var s when s.SequenceEqual("ResponseStarted"u8) => AuditStage.ResponseStarted,
        var s when s.SequenceEqual("RequestReceived"u8) => AuditStage.RequestReceived,
        var s when s.SequenceEqual("Panic"u8) => AuditStage.Panic,
        _ => AuditStage.Unknown,
    };

    private static DateTime Time(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return default;
        if (reader.TokenType != JsonTokenType.String || !LogTime.TryParse(reader.ValueSpan, out var time))
            throw FieldException.WrongType(field, LogTime.Expected, reader.TokenType);
        return time;
    }

    private static bool OpenObject(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return false;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw FieldException.WrongType(field, "an object", reader.TokenType);
        return true;
    }

    private static ReadOnlyMemory<byte> Text(ref Utf8JsonReader reader, AuditEvent e, string field)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => Slice(ref reader, e),
            JsonTokenType.Null => default,
            _ => throw FieldException.WrongType(field, "a string", reader.TokenType),
        };
    }

    private static ReadOnlyMemory<byte> Slice(ref Utf8JsonReader reader, AuditEvent e)
    {
        if (!reader.ValueIsEscaped)
            return e.Raw.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);

        var buffer = new byte[reader.ValueSpan.Length];
        return buffer.AsMemory(0, reader.CopyString(buffer));
    }

    private static byte[] Unescape(ref Utf8JsonReader reader)
    {
        var buffer = new byte[reader.ValueSpan.Length];
        return buffer[..reader.CopyString(buffer)];
    }

    private static ReadOnlyMemory<byte> Subtree(ref Utf8JsonReader reader, AuditEvent e)
    {
        reader.Read();
        var first = (int)reader.TokenStartIndex;
        reader.Skip();
        return reader.TokenType == JsonTokenType.Null ? default : e.Raw[first..(int)reader.BytesConsumed];
    }

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
