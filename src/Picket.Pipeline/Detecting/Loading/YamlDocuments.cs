using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Detecting.Loading;

/// <summary>Parses the YAML of a rule file within bounds. Anchors, aliases and type tags are refused: a rule needs none.</summary>
internal static class YamlDocuments
{
    /// <summary>A larger file is refused.</summary>
    public const int MaxFileBytes = 1024 * 1024;

    /// <summary>Deeper nesting is refused.</summary>
    public const int MaxDepth = 32;

    /// <summary>More nodes in one file are refused.</summary>
    public const int MaxNodes = 50_000;

    /// <summary>The file's documents; empty, with a problem reported, when it cannot be parsed.</summary>
    public static IReadOnlyList<YamlMappingNode> Parse(string text, RuleFileProblems problems)
    {
        try
        {
            if (!IsWithinBounds(text, problems))
                return [];

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return [.. stream.Documents.Select(d => AsMap(d.RootNode, problems)).OfType<YamlMappingNode>()];
        }
        catch (YamlException exception)
        {
            problems.Add("PKT3002", exception.Start, $"The file is not valid YAML: {exception.Message}");
            return [];
        }
    }

    private static YamlMappingNode? AsMap(YamlNode root, RuleFileProblems problems)
    {
        if (root is YamlMappingNode map)
            return map;
        if (root is not YamlScalarNode { Value: null or "" })
            problems.Add("PKT3003", root, "A rule is a mapping of keys to values, but this document is not.");
        return null;
    }

    private static bool IsWithinBounds(string text, RuleFileProblems problems)
    {
        var parser = new Parser(new StringReader(text));
        int depth = 0, nodes = 0;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            depth += current.NestingIncrease;
            var refusal = current switch
            {
                AnchorAlias => "Aliases are not allowed in a rule file. Write the value out.",
                NodeEvent { Anchor.IsEmpty: false } => "Anchors are not allowed in a rule file.",
                NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } } => "Type tags are not allowed in a rule file.",
                NodeEvent when ++nodes > MaxNodes => $"The file has more than {MaxNodes} values. Split it.",
                _ when depth > MaxDepth => $"The file is nested more than {MaxDepth} levels deep.",
                _ => null,
            };
            if (refusal is null)
                continue;
            problems.Add("PKT3004", current.Start, refusal);
            return false;
        }

        return true;
    }
}
