using System.Buffers.Text;
using System.Text.Json;
using Picket.Core;

namespace Picket.Pipeline.Normalising;

/// <summary>
/// Reads one <c>audit.k8s.io</c> Event in a single pass over its tokens; bodies are skipped, not parsed. Unknown fields
/// are kept in <see cref="AuditEvent.Extra"/>. Of a key that stands twice the last one counts, as in encoding/json.
/// </summary>
public static class AuditEventReader
{
    /// <summary>Deeper nesting than this is refused.</summary>
    public const int MaxDepth = 256;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>
    /// Reads the event. On failure <paramref name="problem"/> says what is wrong and at which byte.
    /// <paramref name="json"/> must stay unchanged as long as the event is used.
    /// </summary>
    public static bool TryRead(ReadOnlyMemory<byte> json, out AuditEvent auditEvent, out EntryProblem problem)
    {
        auditEvent = new AuditEvent { Raw = json };
        problem = default;
        var reader = new Utf8JsonReader(json.Span, Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                problem = new("PKT2002", "The entry is not a JSON object.");
                return false;
            }

            ReadFields(ref reader, auditEvent);
            if (reader.Read())
            {
                problem = new("PKT2001", $"Text follows the event's closing brace at byte {reader.TokenStartIndex}.");
                return false;
            }
        }
        catch (JsonException exception)
        {
            problem = EntryProblem.FromJson(exception);
            return false;
        }
        catch (FieldTypeException exception)
        {
            problem = new("PKT2003", exception.Message);
            return false;
        }

        return TryComplete(auditEvent, out problem);
    }

    private static bool TryComplete(AuditEvent e, out EntryProblem problem)
    {
        problem = default;
        var missing =
            e.AuditId.IsEmpty ? "auditID" :
            e.Stage == AuditStage.Unknown ? "stage" :
            e.Verb.IsEmpty ? "verb" :
            e.StageReceivedTime == default && e.RequestReceivedTime == default ? "stageTimestamp" : null;
        if (missing is not null)
        {
            problem = new("PKT2004", $"The audit event has no usable '{missing}'.");
            return false;
        }

        if (e.StageReceivedTime == default)
            e.StageReceivedTime = e.RequestReceivedTime;
        if (e.RequestReceivedTime == default)
            e.RequestReceivedTime = e.StageReceivedTime;
        e.Actor = ActorClassifier.Classify(e);
        return true;
    }

    private static void ReadFields(ref Utf8JsonReader reader, AuditEvent e)
    {
        ExtraFields? extra = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Dispatch on length first: SequenceEqual against the few names of that length only.
            var name = reader.ValueSpan;
            switch (name.Length)
            {
                case 4 when name.SequenceEqual("kind"u8): Kind(ref reader); break;
                case 4 when name.SequenceEqual("verb"u8): e.Verb = Text(ref reader, e, "verb"); break;
                case 4 when name.SequenceEqual("user"u8): UserFields(ref reader, e); break;
                case 5 when name.SequenceEqual("level"u8): e.Level = Level(ref reader, e); break;
                case 5 when name.SequenceEqual("stage"u8): e.Stage = Stage(ref reader, e); break;
                case 7 when name.SequenceEqual("auditID"u8): e.AuditId = Text(ref reader, e, "auditID"); break;
                case 9 when name.SequenceEqual("sourceIPs"u8): SourceIps(ref reader, e); break;
                case 9 when name.SequenceEqual("userAgent"u8): e.UserAgent = Text(ref reader, e, "userAgent"); break;
                case 9 when name.SequenceEqual("objectRef"u8): ObjectRefFields(ref reader, e); break;
                case 10 when name.SequenceEqual("requestURI"u8): e.RequestUri = Text(ref reader, e, "requestURI"); break;
                case 10 when name.SequenceEqual("apiVersion"u8): ApiVersion(ref reader); break;
                case 11 when name.SequenceEqual("annotations"u8): AnnotationFields(ref reader, e); break;
                case 13 when name.SequenceEqual("requestObject"u8): e.RequestObject = Subtree(ref reader, e); break;
                case 14 when name.SequenceEqual("responseObject"u8): e.ResponseObject = Subtree(ref reader, e); break;
                case 14 when name.SequenceEqual("responseStatus"u8): ResponseStatusFields(ref reader, e); break;
                case 14 when name.SequenceEqual("stageTimestamp"u8):
                    e.StageReceivedTime = Time(ref reader, "stageTimestamp"); break;
                case 16 when name.SequenceEqual("impersonatedUser"u8): ImpersonatedFields(ref reader, e); break;
                case 24 when name.SequenceEqual("requestReceivedTimestamp"u8):
                    e.RequestReceivedTime = Time(ref reader, "requestReceivedTimestamp"); break;
                default: (extra ??= new()).Add(reader.GetString()!, Subtree(ref reader, e)); break;
            }
        }

        if (extra is not null)
            e.Extra = extra.ToJson();
    }

    private static void Kind(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals("Event"u8))
            throw new FieldTypeException("The object is not an audit event: its 'kind' is not 'Event'.");
    }

    private static void ApiVersion(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || !reader.ValueSpan.StartsWith("audit.k8s.io/"u8))
            throw new FieldTypeException("The object is not an audit event: its 'apiVersion' is not 'audit.k8s.io/…'.");
    }

    private static void UserFields(ref Utf8JsonReader reader, AuditEvent e)
    {
        if (!OpenObject(ref reader, "user"))
            return;

        var first = reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("username"u8))
                e.UserName = Text(ref reader, e, "user.username");
            else
                Skip(ref reader);
        }

        e.User = e.Raw[(int)first..(int)reader.BytesConsumed];
    }

    private static void ImpersonatedFields(ref Utf8JsonReader reader, AuditEvent e)
    {
        if (!OpenObject(ref reader, "impersonatedUser"))
            return;

        var first = reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("username"u8))
                e.ImpersonatedUserName = Text(ref reader, e, "impersonatedUser.username");
            else
                Skip(ref reader);
        }

        e.ImpersonatedUser = e.Raw[(int)first..(int)reader.BytesConsumed];
    }

    private static void ObjectRefFields(ref Utf8JsonReader reader, AuditEvent e)
    {
        if (!OpenObject(ref reader, "objectRef"))
            return;

        var first = reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            switch (name.Length)
            {
                case 4 when name.SequenceEqual("name"u8): e.Name = Text(ref reader, e, "objectRef.name"); break;
                case 8 when name.SequenceEqual("resource"u8): e.Resource = Text(ref reader, e, "objectRef.resource"); break;
                case 8 when name.SequenceEqual("apiGroup"u8): e.ApiGroup = Text(ref reader, e, "objectRef.apiGroup"); break;
                case 9 when name.SequenceEqual("namespace"u8): e.Namespace = Text(ref reader, e, "objectRef.namespace"); break;
                case 11 when name.SequenceEqual("subresource"u8):
                    e.Subresource = Text(ref reader, e, "objectRef.subresource"); break;
                default: Skip(ref reader); break;
            }
        }

        e.ObjectRef = e.Raw[(int)first..(int)reader.BytesConsumed];
    }

    private static void ResponseStatusFields(ref Utf8JsonReader reader, AuditEvent e)
    {
        if (!OpenObject(ref reader, "responseStatus"))
            return;

        var first = reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("code"u8))
            {
                Skip(ref reader);
                continue;
            }

            if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var code))
                throw FieldTypeException.For("responseStatus.code", "an integer", reader.TokenType);
            e.StatusCode = code;
        }

        e.ResponseStatus = e.Raw[(int)first..(int)reader.BytesConsumed];
    }

    private static void AnnotationFields(ref Utf8JsonReader reader, AuditEvent e)
    {
        if (!OpenObject(ref reader, "annotations"))
            return;

        var first = reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("authorization.k8s.io/decision"u8))
                e.Decision = Text(ref reader, e, "annotations.authorization.k8s.io/decision");
            else
                Skip(ref reader);
        }

        e.Annotations = e.Raw[(int)first..(int)reader.BytesConsumed];
    }

    private static void SourceIps(ref Utf8JsonReader reader, AuditEvent e)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return;
        if (reader.TokenType != JsonTokenType.StartArray)
            throw FieldTypeException.For("sourceIPs", "an array", reader.TokenType);

        var first = reader.TokenStartIndex;
        e.SourceAddress = default;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw FieldTypeException.For("sourceIPs[]", "a string", reader.TokenType);
            if (e.SourceAddress.IsEmpty)
                e.SourceAddress = Slice(ref reader, e);
        }

        e.SourceIps = e.Raw[(int)first..(int)reader.BytesConsumed];
    }

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
        if (reader.TokenType != JsonTokenType.String || !TryParseTime(reader.ValueSpan, out var time))
            throw FieldTypeException.For(field, "an RFC 3339 time", reader.TokenType);
        return time;
    }

    // RFC 3339 with up to nine fractional digits (Go writes MicroTime with six); the BCL parser takes at most seven.
    private static bool TryParseTime(ReadOnlySpan<byte> text, out DateTime time)
    {
        if (Utf8Parser.TryParse(text, out DateTimeOffset parsed, out var used, 'O') && used == text.Length)
        {
            time = parsed.UtcDateTime;
            return true;
        }

        var ok = DateTimeOffset.TryParse(System.Text.Encoding.UTF8.GetString(text),
            System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out parsed);
        time = parsed.UtcDateTime;
        return ok;
    }

    private static bool OpenObject(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return false;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw FieldTypeException.For(field, "an object", reader.TokenType);
        return true;
    }

    private static ReadOnlyMemory<byte> Text(ref Utf8JsonReader reader, AuditEvent e, string field)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => Slice(ref reader, e),
            JsonTokenType.Null => default,
            _ => throw FieldTypeException.For(field, "a string", reader.TokenType),
        };
    }

    private static ReadOnlyMemory<byte> Slice(ref Utf8JsonReader reader, AuditEvent e)
    {
        if (!reader.ValueIsEscaped)
            return e.Raw.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);

        var buffer = new byte[reader.ValueSpan.Length];
        return buffer.AsMemory(0, reader.CopyString(buffer));
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
