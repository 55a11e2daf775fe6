using System.Text.Json;
using Picket.Core;

namespace Picket.Pipeline.Normalising;

/// <summary>
/// Reads one <c>audit.k8s.io</c> Event in a single pass over its tokens; bodies are skipped, not parsed. Unknown fields
/// are kept in <see cref="AuditEvent.Extra"/>. A field that stands twice makes the event malformed: readers disagree on
/// which of the two counts, so an event with two users has none that can be proven.
/// </summary>
public static partial class AuditEventReader
{
    /// <summary>Deeper nesting than this is refused.</summary>
    public const int MaxDepth = 256;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    // In the order of Field.
    private static readonly string[] FieldNames =
    [
        "", "kind", "apiVersion", "verb", "user", "level", "stage", "auditID", "sourceIPs", "userAgent", "objectRef", "requestURI",
        "annotations", "requestObject", "responseObject", "responseStatus", "stageTimestamp", "impersonatedUser",
        "requestReceivedTimestamp",
    ];

    private enum Field
    {
        Other, Kind, ApiVersion, Verb, User, Level, Stage, AuditId, SourceIps, UserAgent, ObjectRef, RequestUri, Annotations,
        RequestObject, ResponseObject, ResponseStatus, StageTime, ImpersonatedUser, RequestTime,
    }

    /// <summary>
    /// Reads the event. On failure <paramref name="problem"/> says what is wrong and at which byte.
    /// <paramref name="json"/> must stay unchanged as long as the event is used.
    /// </summary>
    public static bool TryRead(ReadOnlyMemory<byte> json, out AuditEvent auditEvent, out EntryProblem problem)
    {
        auditEvent = new AuditEvent { Raw = json };
        if (!EntryProblem.IsUtf8(json.Span, out problem))
            return false;

        var reader = new Utf8JsonReader(json.Span, Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                problem = new("PKT2002", "The entry is not a JSON object.");
                return false;
            }

            ReadFields(ref reader, auditEvent);
            reader.Read(); // Throws where text follows the closing brace.
        }
        catch (JsonException exception)
        {
            problem = EntryProblem.FromJson(exception);
            return false;
        }
        catch (FieldException exception)
        {
            problem = new(exception.Code, exception.Message);
            return false;
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader says so when it has to unescape half a surrogate pair.
            problem = new("PKT2006", "A string of the entry escapes half a surrogate pair, which is no text.");
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
        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(reader.ValueIsEscaped ? Unescape(ref reader) : reader.ValueSpan);
            if (field == Field.Other)
            {
                (extra ??= new()).Add(reader.GetString()!, Subtree(ref reader, e));
                continue;
            }

            Once(ref seen, (int)field, FieldNames[(int)field]);
            Read(field, ref reader, e);
        }

        if (extra is not null)
            e.Extra = extra.ToJson();
    }

    private static void Read(Field field, ref Utf8JsonReader reader, AuditEvent e)
    {
        switch (field)
        {
            case Field.Kind: Kind(ref reader); break;
            case Field.ApiVersion: ApiVersion(ref reader); break;
            case Field.Verb: e.Verb = Text(ref reader, e, "verb"); break;
            case Field.User: UserFields(ref reader, e); break;
            case Field.Level: e.Level = Level(ref reader, e); break;
            case Field.Stage: e.Stage = Stage(ref reader, e); break;
            case Field.AuditId: e.AuditId = Text(ref reader, e, "auditID"); break;
            case Field.SourceIps: SourceIps(ref reader, e); break;
            case Field.UserAgent: e.UserAgent = Text(ref reader, e, "userAgent"); break;
            case Field.ObjectRef: ObjectRefFields(ref reader, e); break;
            case Field.RequestUri: e.RequestUri = Text(ref reader, e, "requestURI"); break;
            case Field.Annotations: AnnotationFields(ref reader, e); break;
            case Field.RequestObject: e.RequestObject = Subtree(ref reader, e); break;
            case Field.ResponseObject: e.ResponseObject = Subtree(ref reader, e); break;
            case Field.ResponseStatus: ResponseStatusFields(ref reader, e); break;
            case Field.StageTime: e.StageReceivedTime = Time(ref reader, "stageTimestamp"); break;
            case Field.ImpersonatedUser: ImpersonatedFields(ref reader, e); break;
            case Field.RequestTime: e.RequestReceivedTime = Time(ref reader, "requestReceivedTimestamp"); break;
            case Field.Other: throw new System.Diagnostics.UnreachableException();
        }
    }

    // Dispatch on length first: SequenceEqual against the few names of that length only.
    private static Field FieldOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 when name.SequenceEqual("kind"u8) => Field.Kind,
        4 when name.SequenceEqual("verb"u8) => Field.Verb,
        4 when name.SequenceEqual("user"u8) => Field.User,
        5 when name.SequenceEqual("level"u8) => Field.Level,
        5 when name.SequenceEqual("stage"u8) => Field.Stage,
        7 when name.SequenceEqual("auditID"u8) => Field.AuditId,
        9 when name.SequenceEqual("sourceIPs"u8) => Field.SourceIps,
        9 when name.SequenceEqual("userAgent"u8) => Field.UserAgent,
        9 when name.SequenceEqual("objectRef"u8) => Field.ObjectRef,
        10 when name.SequenceEqual("requestURI"u8) => Field.RequestUri,
        10 when name.SequenceEqual("apiVersion"u8) => Field.ApiVersion,
        11 when name.SequenceEqual("annotations"u8) => Field.Annotations,
        13 when name.SequenceEqual("requestObject"u8) => Field.RequestObject,
        14 when name.SequenceEqual("responseObject"u8) => Field.ResponseObject,
        14 when name.SequenceEqual("responseStatus"u8) => Field.ResponseStatus,
        14 when name.SequenceEqual("stageTimestamp"u8) => Field.StageTime,
        16 when name.SequenceEqual("impersonatedUser"u8) => Field.ImpersonatedUser,
        24 when name.SequenceEqual("requestReceivedTimestamp"u8) => Field.RequestTime,
        _ => Field.Other,
    };

    private static void Once(ref uint seen, int bit, string field)
    {
        if ((seen & (1u << bit)) != 0)
            throw new FieldException("PKT2005", $"The field '{field}' stands twice.");
        seen |= 1u << bit;
    }

    private static void Kind(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals("Event"u8))
            throw new FieldException("PKT2003", "The object is not an audit event: its 'kind' is not 'Event'.");
    }

    private static void ApiVersion(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || !reader.ValueSpan.StartsWith("audit.k8s.io/"u8))
            throw new FieldException("PKT2003", "The object is not an audit event: its 'apiVersion' is not 'audit.k8s.io/…'.");
    }
}
