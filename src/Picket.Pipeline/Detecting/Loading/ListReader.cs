using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Detecting.Loading;

/// <summary>
/// Reads documents that hold named lists instead of a rule (top key <c>lists</c>). Rules take a list's values with the
/// modifier <c>expand</c> and <c>%name%</c>.
/// </summary>
internal static class ListReader
{
    public static bool IsLists(RuleNode node) => node["lists"] is not null;

    public static Dictionary<string, IReadOnlyList<string>> Read(IEnumerable<RuleNode> documents)
    {
        var lists = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            document.AllowOnly("a document of lists", ["lists"]);
            if (document.Child("lists") is not { } node)
                continue;
            foreach (var key in node.Map.Children.Keys.OfType<YamlScalarNode>())
            {
                if (!lists.TryAdd(key.Value ?? "", node.Texts(key.Value ?? "")))
                    node.Problems.Add("PKT3011", key, $"The list '{key.Value}' is defined twice.");
            }
        }

        return lists;
    }
}
