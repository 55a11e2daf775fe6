namespace Picket.Web.Console.Parts;

/// <summary>A Kubernetes user name cut to what tells it from others; the full name stays at hand.</summary>
/// <param name="Brief"><c>payments/ci-deployer</c> for <c>system:serviceaccount:payments:ci-deployer</c>.</param>
/// <param name="Kind">What the prefix said, in words; empty for a person.</param>
/// <param name="Full">The name as the API server has it.</param>
public sealed record ActorName(string Brief, string Kind, string Full)
{
    /// <summary>Reads the prefix.</summary>
    public static ActorName Of(string name) => name.Split(':', 4) switch
    {
        ["system", "serviceaccount", var space, var account] => new($"{space}/{account}", "service account", name),
        ["system", "node", var node] => new(node, "node", name),
        ["system", ..] => new(name, "system", name),
        _ => new(name, "", name),
    };
}
