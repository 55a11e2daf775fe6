using Picket.Pipeline.Detecting.Matching;
using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Detecting.Loading;

/// <summary>
/// Reads one part of a detection: a mapping (all fields must match), a list of mappings (one of them must), or a list of
/// keywords (text anywhere in the event).
/// </summary>
internal sealed class SelectionReader(RuleFileProblems problems, IReadOnlyDictionary<string, IReadOnlyList<string>> lists)
{
    public Predicate Read(YamlNode node) => node switch
    {
        YamlMappingNode map => Map(map),
        YamlSequenceNode list => CompoundPredicate.Any(list.Children.Select(Item)),
        YamlScalarNode keyword => Keyword(keyword),
        _ => Refuse(node, "A part of a detection is a mapping or a list."),
    };

    private Predicate Item(YamlNode node) => node switch
    {
        YamlMappingNode map => Map(map),
        YamlScalarNode keyword => Keyword(keyword),
        _ => Refuse(node, "An item of a detection's list is a mapping or a keyword."),
    };

    private static KeywordPredicate Keyword(YamlScalarNode keyword) =>
        new(new SigmaPattern(keyword.Value ?? "").ToMatcher(TextPlace.Anywhere, cased: false));

    private Predicate Map(YamlMappingNode map) =>
        CompoundPredicate.All([.. map.Children.Select(entry => Field(entry.Key, entry.Value))]);

    private Predicate Field(YamlNode key, YamlNode value)
    {
        if (key is not YamlScalarNode { Value.Length: > 0 } name)
            return Refuse(key, "A field's name must be text.");

        var words = name.Value!.Split('|');
        var source = FieldCatalogue.Find(words[0]);
        if (source is null)
        {
            problems.Add("PKT3008", name, UnknownField(words[0]));
            return Constant.False;
        }

        var modifiers = FieldModifiers.Parse(words[1..], name, problems);
        if (modifiers is null || !TryScalars(value, out var scalars))
            return Constant.False;
        return new ValueReader(problems, lists).Read(source, modifiers, scalars, value);
    }

    private static string UnknownField(string name) =>
        $"Kubernetes audit events have no field '{name}': a condition on it would never be fulfilled."
        + Suggestion.For(name, FieldCatalogue.Names.Where(n => !n.EndsWith('.')));

    private bool TryScalars(YamlNode value, out IReadOnlyList<YamlScalarNode> scalars)
    {
        scalars = value switch
        {
            YamlScalarNode single => [single],
            YamlSequenceNode list when list.Children.Count > 0 && list.Children.All(c => c is YamlScalarNode) =>
                [.. list.Children.Cast<YamlScalarNode>()],
            _ => [],
        };
        if (scalars.Count == 0)
            problems.Add("PKT3005", value, "A field's value is a text, a number, or a list of such.");
        return scalars.Count > 0;
    }

    private Constant Refuse(YamlNode node, string message)
    {
        problems.Add("PKT3005", node, message);
        return Constant.False;
    }
}
