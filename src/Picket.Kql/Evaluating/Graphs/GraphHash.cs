using Picket.Kql.Functions;

namespace Picket.Kql.Evaluating.Graphs;

/// <summary>The number that stands for a node in the tables made of a graph: what <c>hash()</c> gives for its id.</summary>
internal static class GraphHash
{
    private static readonly ScalarBody Hash = ScalarFunctions.Find("hash")!.Compile(
        new CallExpression("hash", [new LiteralExpression(KqlType.String, "")], KqlType.Long));

    public static long Of(string id) => (long)Hash([id])!;
}
