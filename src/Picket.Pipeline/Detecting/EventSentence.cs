using System.Text;
using Picket.Core;

namespace Picket.Pipeline.Detecting;

/// <summary>Says in one sentence who did what to which object. Text from outside is stripped of control characters and cut.</summary>
internal static class EventSentence
{
    /// <summary>Longer names are cut to so many characters.</summary>
    public const int MaxNameLength = 256;

    public static string Of(AuditEvent e, int events)
    {
        var sentence = new StringBuilder(Actor(e)).Append(' ').Append(Deed(e)).Append(' ').Append(Target(e));
        if (!e.Namespace.IsEmpty)
            sentence.Append(" in namespace ").Append(Text(e.Namespace));
        if (!e.SourceAddress.IsEmpty)
            sentence.Append(" (from ").Append(Text(e.SourceAddress)).Append(')');
        if (IsRefused(e))
            sentence.Append(" and was refused with ").Append(e.StatusCode);
        if (events > 1)
            sentence.Append("; the last of ").Append(events).Append(" such requests");
        return sentence.Append('.').ToString();
    }

    /// <summary>The object as <c>pods/web-1/exec</c>; the path for a request that is not about one.</summary>
    public static string ObjectPath(AuditEvent e)
    {
        if (e.Resource.IsEmpty)
            return Text(Path(e.RequestUri));
        var path = new StringBuilder(Text(e.Resource));
        if (!e.Name.IsEmpty)
            path.Append('/').Append(Text(e.Name));
        if (!e.Subresource.IsEmpty)
            path.Append('/').Append(Text(e.Subresource));
        return path.ToString();
    }

    /// <summary>The text without control characters, cut to <see cref="MaxNameLength"/>.</summary>
    public static string Clean(string text)
    {
        var cut = text.Length > MaxNameLength ? text[..MaxNameLength] + "…" : text;
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(c => char.IsControl(c) ? '\ufffd' : c)) : cut;
    }

    private static string Actor(AuditEvent e)
    {
        var name = e.UserName.IsEmpty ? "An unauthenticated client" : Text(e.UserName);
        return e.ImpersonatedUserName.IsEmpty ? name : $"{name} acting as {Text(e.ImpersonatedUserName)}";
    }

    private static string Target(AuditEvent e) => e.Subresource.Span switch
    {
        var s when s.SequenceEqual("exec"u8) => $"pod {Text(e.Name)}",
        var s when s.SequenceEqual("attach"u8) => $"pod {Text(e.Name)}",
        var s when s.SequenceEqual("portforward"u8) => $"pod {Text(e.Name)}",
        _ => ObjectPath(e),
    };

    private static string Deed(AuditEvent e)
    {
        var session = e.Subresource.Span switch
        {
            var s when s.SequenceEqual("exec"u8) => "run a command in",
            var s when s.SequenceEqual("attach"u8) => "attach to",
            var s when s.SequenceEqual("portforward"u8) => "forward a port of",
            _ => null,
        };
        if (IsRefused(e))
            return "tried to " + (session ?? Verb(e).Plain);
        return session switch
        {
            null => Verb(e).Past,
            "run a command in" => "ran a command in",
            "attach to" => "attached to",
            _ => "forwarded a port of",
        };
    }

    private static (string Plain, string Past) Verb(AuditEvent e) => Text(e.Verb) switch
    {
        "get" => ("read", "read"),
        "list" => ("list", "listed"),
        "watch" => ("watch", "watched"),
        "create" or "post" => ("create", "created"),
        "update" or "put" => ("replace", "replaced"),
        "patch" => ("change", "changed"),
        "delete" => ("delete", "deleted"),
        "deletecollection" => ("delete all", "deleted all"),
        var other => ($"{other}", $"used {other} on"),
    };

    private static bool IsRefused(AuditEvent e) => e.StatusCode is 401 or 403;

    private static ReadOnlyMemory<byte> Path(ReadOnlyMemory<byte> uri) =>
        uri.Span.IndexOf((byte)'?') is var question and >= 0 ? uri[..question] : uri;

    private static string Text(ReadOnlyMemory<byte> bytes) => Clean(Encoding.UTF8.GetString(bytes.Span));
}
