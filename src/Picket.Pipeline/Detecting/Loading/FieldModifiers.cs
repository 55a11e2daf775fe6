using System.Text.RegularExpressions;
using Picket.Pipeline.Detecting.Matching;
using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Detecting.Loading;

/// <summary>What the modifiers after a field's name ask for.</summary>
internal sealed record FieldModifiers
{
    private static readonly string[] Supported =
    [
        "contains", "startswith", "endswith", "all", "cased", "exists", "neq", "re", "i", "m", "s", "cidr",
        "lt", "lte", "gt", "gte", "fieldref", "expand", "base64",
    ];

    public string Kind { get; private set; } = "";

    public TextPlace Place { get; private set; } = TextPlace.Whole;

    public bool All { get; private set; }

    public bool Cased { get; private set; }

    public bool Negated { get; private set; }

    public bool Expand { get; private set; }

    public bool Base64 { get; private set; }

    public RegexOptions RegexOptions { get; private set; }

    /// <summary>Reads the modifiers; reports each one that is not supported, by name, and then answers null.</summary>
    public static FieldModifiers? Parse(IReadOnlyList<string> words, YamlNode at, RuleFileProblems problems)
    {
        var modifiers = new FieldModifiers();
        var sound = true;
        foreach (var word in words)
        {
            if (modifiers.TryAdd(word))
                continue;
            problems.Add("PKT3009", at, $"The modifier '{word}' is not supported here.{Suggestion.For(word, Supported)}");
            sound = false;
        }

        return sound ? modifiers : null;
    }

    private bool TryAdd(string word)
    {
        switch (word)
        {
            case "contains": Place = TextPlace.Anywhere; return true;
            case "startswith": Place = TextPlace.Start; return true;
            case "endswith": Place = TextPlace.End; return true;
            case "all": All = true; return true;
            case "cased": Cased = true; return true;
            case "neq": Negated = true; return true;
            case "expand": Expand = true; return true;
            case "base64": Base64 = true; return true;
            case "i" when Kind == "re": RegexOptions |= RegexOptions.IgnoreCase; return true;
            case "m" when Kind == "re": RegexOptions |= RegexOptions.Multiline; return true;
            case "s" when Kind == "re": RegexOptions |= RegexOptions.Singleline; return true;
            case "exists" or "re" or "cidr" or "lt" or "lte" or "gt" or "gte" or "fieldref" when Kind.Length == 0:
                Kind = word;
                return true;
            default: return false;
        }
    }
}
