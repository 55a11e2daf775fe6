using System.Text.Json;
using Picket.Core;

namespace Picket.Pipeline.Normalising;

public static partial class AuditEventReader
{
    private static readonly string[] ObjectRefNames = ["name", "resource", "apiGroup", "namespace", "subresource"];

    private static ReadOnlySpan<byte> DecisionAnnotation => "authorization.k8s.io/decision"u8;

    private static void UserFields(ref Utf8JsonReader reader, AuditEvent e)
    {
        e.User = Identity(ref reader, e, "user", out var name);
        e.UserName = name;
    }

    private static void ImpersonatedFields(ref Utf8JsonReader reader, AuditEvent e)
    {
        e.ImpersonatedUser = Identity(ref reader, e, "impersonatedUser", out var name);
        e.ImpersonatedUserName = name;
    }

    private static ReadOnlyMemory<byte> Identity(
        ref Utf8JsonReader reader, AuditEvent e, string field, out ReadOnlyMemory<byte> userName)
    {
        userName = default;
        if (!OpenObject(ref reader, field))
            return default;

        var first = reader.TokenStartIndex;
        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("username"u8))
            {
                Skip(ref reader);
                continue;
            }

            Once(ref seen, 0, "username");
            userName = Text(ref reader, e, "username");
        }

        return e.Raw[(int)first..(int)reader.BytesConsumed];
    }

    private static void ObjectRefFields(ref Utf8JsonReader reader, AuditEvent e)
    {
        if (!OpenObject(ref reader, "objectRef"))
            return;

        var first = reader.TokenStartIndex;
        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueIsEscaped ? Unescape(ref reader) : reader.ValueSpan;
            var field = name.Length switch
            {
                4 when name.SequenceEqual("name"u8) => 0,
                8 when name.SequenceEqual("resource"u8) => 1,
                8 when name.SequenceEqual("apiGroup"u8) => 2,
                9 when name.SequenceEqual("namespace"u8) => 3,
                11 when name.SequenceEqual("subresource"u8) => 4,
                _ => -1,
            };
            if (field < 0)
            {
                Skip(ref reader);
                continue;
            }

            Once(ref seen, field, ObjectRefNames[field]);
            var text = Text(ref reader, e, ObjectRefNames[field]);
            _ = field switch
            {
                0 => e.Name = text,
                1 => e.Resource = text,
                2 => e.ApiGroup = text,
                3 => e.Namespace = text,
                _ => e.Subresource = text,
            };
        }

        e.ObjectRef = e.Raw[(int)first..(int)reader.BytesConsumed];
    }

    private static void ResponseStatusFields(ref Utf8JsonReader reader, AuditEvent e)
    {
        if (!OpenObject(ref reader, "responseStatus"))
            return;

        var first = reader.TokenStartIndex;
        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("code"u8))
            {
                Skip(ref reader);
                continue;
            }

            Once(ref seen, 0, "responseStatus.code");
            if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var code))
                throw FieldException.WrongType("responseStatus.code", "an integer", reader.TokenType);
            e.StatusCode = code;
        }

        e.ResponseStatus = e.Raw[(int)first..(int)reader.BytesConsumed];
    }

    private static void AnnotationFields(ref Utf8JsonReader reader, AuditEvent e)
    {
        if (!OpenObject(ref reader, "annotations"))
            return;

        var first = reader.TokenStartIndex;
        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals(DecisionAnnotation))
            {
                Skip(ref reader);
                continue;
            }

            Once(ref seen, 0, "annotations.authorization.k8s.io/decision");
            e.Decision = Text(ref reader, e, "annotations.authorization.k8s.io/decision");
        }

        e.Annotations = e.Raw[(int)first..(int)reader.BytesConsumed];
    }

    private static void SourceIps(ref Utf8JsonReader reader, AuditEvent e)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return;
        if (reader.TokenType != JsonTokenType.StartArray)
            throw FieldException.WrongType("sourceIPs", "an array", reader.TokenType);

        var first = reader.TokenStartIndex;
        e.SourceAddress = default;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw FieldException.WrongType("sourceIPs[]", "a string", reader.TokenType);
            if (e.SourceAddress.IsEmpty)
                e.SourceAddress = Slice(ref reader, e);
        }

        e.SourceIps = e.Raw[(int)first..(int)reader.BytesConsumed];
    }
}
