using Picket.Core;
using Picket.Pipeline.Detecting.Matching;
using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Detecting.Loading;

/// <summary>Reads one Sigma document with Picket's own part.</summary>
internal sealed class RuleReader(RuleNode node, IReadOnlyDictionary<string, IReadOnlyList<string>> lists)
{
    private static readonly string[] Keys =
    [
        "title", "id", "name", "related", "status", "description", "references", "author", "date", "modified", "license", "tags",
        "logsource", "detection", "correlation", "falsepositives", "level", "fields", "scope", "taxonomy", "generate", "picket",
    ];

    private static readonly string[] PicketKeys =
        ["entity", "cdeSeverity", "requires", "pci", "why", "response", "mustMatch", "mustNotMatch"];

    private readonly RuleFileProblems _problems = node.Problems;

    /// <summary>The rule; null, with every problem reported, when anything is wrong with it.</summary>
    public SigmaRule? Read()
    {
        var before = _problems.All.Count;
        node.AllowOnly("a rule", Keys);
        var name = node.Text("name") is { Length: > 0 } given ? given : node.RequiredText("id");
        var picket = node.Child("picket");
        picket?.AllowOnly("'picket'", PicketKeys);
        var level = Level("level", node, Severity.Unknown);
        var (attack, tactics) = Tags();

        var rule = new SigmaRule
        {
            Id = new(name),
            Title = node.RequiredText("title"),
            Severity = level,
            CdeSeverity = picket is null ? level : Level("cdeSeverity", picket, level),
            File = _problems.File,
            Line = (int)node.Map.Start.Line,
            Description = node.Text("description"),
            Why = picket?.Text("why") ?? "",
            Response = picket?.Text("response") ?? "",
            FalsePositives = node.Texts("falsepositives"),
            Attack = attack,
            Tactics = tactics,
            Pci = picket?.Texts("pci") ?? [],
            Entity = Entity(picket),
            Requires = Requirement(picket),
            MustMatch = Examples(picket, "mustMatch"),
            MustNotMatch = Examples(picket, "mustNotMatch"),
            Correlation = node.Child("correlation") is { } correlation ? new CorrelationReader(correlation).Read() : null,
            Condition = node["correlation"] is null ? Detection() : Constant.False,
        };
        return _problems.All.Count == before ? rule : null;
    }

    private Predicate Detection()
    {
        CheckLogSource();
        if (node.Child("detection") is not { } detection)
        {
            if (node["detection"] is null)
                _problems.Add("PKT3005", node.Map, "The key 'detection' is missing.");
            return Constant.False;
        }

        var reader = new SelectionReader(_problems, lists);
        var selections = new Dictionary<string, Predicate>();
        foreach (var (key, value) in detection.Map.Children)
        {
            if (key is YamlScalarNode { Value: { } name } && name is not ("condition" or "timeframe"))
                selections[name] = reader.Read(value);
        }

        if (detection["timeframe"] is { } timeframe)
            _problems.Add("PKT3010", timeframe, "'timeframe' belongs to old aggregations. Write a correlation rule.");
        return Conditions(detection, selections);
    }

    private Predicate Conditions(RuleNode detection, Dictionary<string, Predicate> selections)
    {
        var conditions = detection.Scalars("condition");
        if (conditions.Count == 0)
            _problems.Add("PKT3005", detection.Map, "The detection has no 'condition'.");

        var used = new HashSet<string>();
        var parsed = conditions.Select(c => ConditionParser.Parse(c, selections, used, _problems)).ToList();
        foreach (var unused in parsed.Contains(null) ? [] : selections.Keys.Where(k => !used.Contains(k) && !k.StartsWith('_')))
            _problems.Add("PKT3010", detection.Map, $"The part '{unused}' of the detection is not used by the condition.");
        return CompoundPredicate.Any(parsed.OfType<Predicate>());
    }

    private void CheckLogSource()
    {
        var source = node.Child("logsource");
        if (source?.Text("product") == "kubernetes" && source.Text("service") is "audit" or "kube-audit" or "")
            return;
        _problems.Add("PKT3007", source?.Map ?? node.Map,
            "Only the log source 'product: kubernetes, service: audit' is evaluated here.");
    }

    private Severity Level(string key, RuleNode from, Severity otherwise)
    {
        var text = from.Text(key);
        if (text.Length == 0 && otherwise != Severity.Unknown)
            return otherwise;
        if (Enum.TryParse<Severity>(text, ignoreCase: true, out var level) && level != Severity.Unknown && !char.IsAsciiDigit(text[0]))
            return level;
        _problems.Add("PKT3005", from[key] ?? from.Map,
            $"'{key}' must be one of informational, low, medium, high, critical.");
        return Severity.Unknown;
    }

    private (IReadOnlyList<string> Attack, IReadOnlyList<string> Tactics) Tags()
    {
        var words = node.Texts("tags").Where(t => t.StartsWith("attack.", StringComparison.Ordinal)).Select(t => t[7..]).ToList();
        return ([.. words.Where(IsTechnique).Select(t => t.ToUpperInvariant())],
            [.. words.Where(w => !IsTechnique(w)).Select(w => w.Replace('_', '-'))]);
    }

    private static bool IsTechnique(string word) => word is ['t', >= '0' and <= '9', ..];

    private IReadOnlyList<string> Entity(RuleNode? picket)
    {
        var fields = picket?.Scalars("entity") ?? [];
        foreach (var unknown in fields.Where(f => FieldCatalogue.Find(f.Value ?? "") is null))
        {
            _problems.Add("PKT3008", unknown, $"Kubernetes audit events have no field '{unknown.Value}'."
                + Suggestion.For(unknown.Value ?? "", FieldCatalogue.Names));
        }

        return fields.Count == 0 ? ["user.username", "objectRef.namespace"] : [.. fields.Select(f => f.Value!)];
    }

    private RuleRequirement Requirement(RuleNode? picket)
    {
        var requirement = new RuleRequirement("kube-audit-admin", AuditLevel.Metadata);
        if (picket?.Child("requires") is not { } requires)
            return requirement;

        requires.AllowOnly("'requires'", ["category", "level"]);
        var category = requires.Text("category");
        if (category.Length > 0)
            requirement = requirement with { Category = category };
        if (category is not ("" or "kube-audit" or "kube-audit-admin"))
            _problems.Add("PKT3005", requires["category"]!, "'category' must be kube-audit or kube-audit-admin.");
        if (requires.Text("level") is not { Length: > 0 } text)
            return requirement;
        if (Enum.TryParse<AuditLevel>(text, out var level) && level > AuditLevel.None)
            return requirement with { Level = level };
        _problems.Add("PKT3005", requires["level"]!, "'level' must be Metadata, Request or RequestResponse.");
        return requirement;
    }

    private List<RuleExample> Examples(RuleNode? picket, string key)
    {
        var examples = new List<RuleExample>();
        foreach (var item in picket?.Items(key) ?? [])
        {
            if (item is YamlMappingNode map)
                examples.Add(ExampleReader.Read(new(map, _problems)));
            else
                _problems.Add("PKT3005", item, "An example is a mapping: a part of an audit event.");
        }

        return examples;
    }
}
