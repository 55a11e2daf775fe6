using System.Text.Json;
using Picket.Core;

namespace Picket.Pipeline.Normalising.Secrets;

/// <summary>
/// Takes secret values out of the bodies that an audit policy should not have recorded: contents of <c>secrets</c>,
/// tokens of <c>serviceaccounts/token</c> and of <c>tokenreviews</c>. Everything else in the event stays as it was.
/// </summary>
public static class SecretGuard
{
    private static readonly string[] SecretFields = ["data", "stringData", "kubectl.kubernetes.io/last-applied-configuration"];
    private static readonly string[] TokenFields = ["token"];

    private static ReadOnlySpan<byte> Redacted => "\"redacted\""u8;

    /// <summary>The event's JSON without secret values; false when it holds none.</summary>
    public static bool TryRedact(AuditEvent auditEvent, out ReadOnlyMemory<byte> redacted)
    {
        redacted = default;
        var fields = FieldsOf(auditEvent);
        if (fields is null || (auditEvent.RequestObject.IsEmpty && auditEvent.ResponseObject.IsEmpty))
            return false;

        var ranges = SecretRanges.Find(auditEvent.Raw.Span, fields);
        if (ranges.Count == 0)
            return false;
        redacted = Replace(auditEvent.Raw.Span, ranges);
        return true;
    }

    private static string[]? FieldsOf(AuditEvent e)
    {
        var resource = e.Resource.Span;
        if (resource.SequenceEqual("secrets"u8))
            return SecretFields;
        var carriesToken = resource.SequenceEqual("tokenreviews"u8)
            || (resource.SequenceEqual("serviceaccounts"u8) && e.Subresource.Span.SequenceEqual("token"u8));
        return carriesToken ? TokenFields : null;
    }

    private static byte[] Replace(ReadOnlySpan<byte> json, List<Range> ranges)
    {
        var result = new MemoryStream(json.Length);
        var at = 0;
        foreach (var range in ranges)
        {
            result.Write(json[at..range.Start.Value]);
            result.Write(Redacted);
            at = range.End.Value;
        }

        result.Write(json[at..]);
        return result.ToArray();
    }
}
