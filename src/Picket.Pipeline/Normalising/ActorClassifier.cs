using Picket.Core;

namespace Picket.Pipeline.Normalising;

/// <summary>Tells what kind of identity acted, from the reserved name prefixes of Kubernetes authentication.</summary>
internal static class ActorClassifier
{
    public static ActorKind Classify(AuditEvent e)
    {
        var name = e.UserName.Span;
        return name switch
        {
            [] => e.StatusCode == 401 || e.User.Length <= 2 ? ActorKind.Anonymous : ActorKind.Unknown,
            _ when name.StartsWith("system:serviceaccount:"u8) => ActorKind.ServiceAccount,
            _ when name.StartsWith("system:node:"u8) => ActorKind.Node,
            _ when name.SequenceEqual("system:anonymous"u8) => ActorKind.Anonymous,
            _ when name.StartsWith("system:"u8) => ActorKind.System,
            // AKS's own control-plane identities carry no reserved prefix.
            _ when name.SequenceEqual("aksService"u8) || name.SequenceEqual("hcpService"u8) => ActorKind.System,
            _ => ActorKind.Person,
        };
    }
}
