using System.Collections.Frozen;
using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Reporting.Controls;

/// <summary>Typed access to one YAML mapping; what is missing or wrong is added to the problems with its place.</summary>
internal sealed class YamlFields(string file, YamlMappingNode node, List<ControlProblem> problems)
{
    public string File => file;

    public int Line => (int)node.Start.Line;

    public int Column => (int)node.Start.Column;

    public void RejectUnknown(FrozenSet<string> known)
    {
        foreach (var key in node.Children.Keys)
        {
            if (key is YamlScalarNode { Value: { } name } && known.Contains(name)) continue;
            Report("PKT6005", $"The key '{key}' is unknown. Known keys are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.", key);
        }
    }

    public string Text(string name, bool required)
    {
        if (Find(name) is not { } value)
        {
            if (required) Report("PKT6005", $"The key '{name}' is missing.");
            return "";
        }

        if (value is YamlScalarNode { Value: { } text } && !string.IsNullOrWhiteSpace(text)) return text;
        Report("PKT6005", $"'{name}' must be a text.", value);
        return "";
    }

    public bool Flag(string name)
    {
        if (Find(name) is not { } value) return false;
        if (value is YamlScalarNode { Value: "true" or "false" } flag) return flag.Value == "true";
        Report("PKT6005", $"'{name}' must be true or false.", value);
        return false;
    }

    public T Word<T>(string name, FrozenDictionary<string, T> words)
        where T : struct
    {
        var text = Text(name, required: true);
        if (text is "") return default;
        if (words.TryGetValue(text, out var word)) return word;
        Report(
            "PKT6005",
            $"'{name}' is '{text}', but must be one of: {string.Join(", ", words.Keys.Order(StringComparer.Ordinal))}.",
            Find(name)!);
        return default;
    }

    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var item in Items(name))
        {
            if (item is YamlScalarNode { Value: { Length: > 0 } text }) texts.Add(text);
            else Report("PKT6005", $"Each item of '{name}' must be a text.", item);
        }

        return texts;
    }

    public IEnumerable<YamlFields> Maps(string name)
    {
        if (Find(name) is null) Report("PKT6005", $"The key '{name}' is missing.");
        foreach (var item in Items(name))
        {
            if (item is YamlMappingNode map) yield return new(file, map, problems);
            else Report("PKT6005", $"Each item of '{name}' must be a mapping.", item);
        }
    }

    public void Report(string code, string message) => Report(code, message, node);

    private void Report(string code, string message, YamlNode at) =>
        problems.Add(new(code, message, file, (int)at.Start.Line, (int)at.Start.Column));

    private IEnumerable<YamlNode> Items(string name)
    {
        if (Find(name) is not { } value) return [];
        if (value is YamlSequenceNode sequence) return sequence.Children;
        Report("PKT6005", $"'{name}' must be a list.", value);
        return [];
    }

    private YamlNode? Find(string name) => node.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;
}
