using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Detecting.Loading;

/// <summary>A mapping of a rule file, read key by key; what has the wrong shape is reported and read as missing.</summary>
internal sealed class RuleNode(YamlMappingNode map, RuleFileProblems problems)
{
    public YamlMappingNode Map { get; } = map;

    public RuleFileProblems Problems { get; } = problems;

    public YamlNode? this[string key] => Map.Children.TryGetValue(key, out var node) ? node : null;

    /// <summary>Reports every key that is not one of <paramref name="known"/>.</summary>
    public void AllowOnly(string what, IReadOnlyList<string> known)
    {
        foreach (var key in Map.Children.Keys.OfType<YamlScalarNode>())
        {
            var name = key.Value ?? "";
            if (!known.Contains(name))
                Problems.Add("PKT3006", key, $"Unknown key '{name}' in {what}.{Suggestion.For(name, known)}");
        }
    }

    public string Text(string key)
    {
        switch (this[key])
        {
            case null:
                return "";
            case YamlScalarNode scalar:
                return scalar.Value?.Trim() ?? "";
            case var other:
                Problems.Add("PKT3005", other, $"'{key}' must be text.");
                return "";
        }
    }

    public string RequiredText(string key)
    {
        var text = Text(key);
        if (text.Length == 0)
            Problems.Add("PKT3005", Map, $"The key '{key}' is missing or empty.");
        return text;
    }

    public RuleNode? Child(string key)
    {
        switch (this[key])
        {
            case null:
                return null;
            case YamlMappingNode child:
                return new(child, Problems);
            case var other:
                Problems.Add("PKT3005", other, $"'{key}' must be a mapping.");
                return null;
        }
    }

    /// <summary>A list of texts; a lone text counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. Scalars(key).Select(s => s.Value ?? "")];

    /// <summary>A list of scalars; a lone one counts as a list of one.</summary>
    public IReadOnlyList<YamlScalarNode> Scalars(string key)
    {
        switch (this[key])
        {
            case null:
                return [];
            case YamlScalarNode single:
                return [single];
            case YamlSequenceNode list when list.Children.All(c => c is YamlScalarNode):
                return [.. list.Children.Cast<YamlScalarNode>()];
            case var other:
                Problems.Add("PKT3005", other, $"'{key}' must be a list of texts.");
                return [];
        }
    }

    public IReadOnlyList<YamlNode> Items(string key)
    {
        switch (this[key])
        {
            case null:
                return [];
            case YamlSequenceNode list:
                return [.. list.Children];
            case var other:
                Problems.Add("PKT3005", other, $"'{key}' must be a list.");
                return [];
        }
    }
}
