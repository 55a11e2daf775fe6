using Picket.Core;

namespace Picket.Pipeline.Detecting.Loading;

/// <summary>Checks what only shows when all rules are known: names used twice, and correlations of rules that do not exist.</summary>
internal static class RuleLinker
{
    /// <summary>The rules that stand, those counted by a correlation made silent unless it says <c>generate: true</c>.</summary>
    public static IReadOnlyList<SigmaRule> Link(IReadOnlyList<(RuleNode Node, SigmaRule Rule)> rules)
    {
        var byName = new Dictionary<RuleId, SigmaRule>();
        var sound = new List<(RuleNode Node, SigmaRule Rule)>();
        foreach (var (node, rule) in rules)
        {
            if (byName.TryAdd(rule.Id, rule))
                sound.Add((node, rule));
            else
                node.Problems.Add("PKT3016", node.Map, $"The rule '{rule.Id}' exists already in {byName[rule.Id].File}:{byName[rule.Id].Line}.");
        }

        sound.RemoveAll(r => RefersToNothing(r.Node, r.Rule, byName));
        var silent = sound.Where(r => r.Rule.Correlation is not null && r.Node.Child("correlation")?.Text("generate") != "true")
            .SelectMany(r => r.Rule.Correlation!.Rules).ToHashSet();
        return [.. sound.Select(r => r.Rule with { IsSilent = silent.Contains(r.Rule.Id) })];
    }

    private static bool RefersToNothing(RuleNode node, SigmaRule rule, Dictionary<RuleId, SigmaRule> byName)
    {
        var missing = rule.Correlation?.Rules.Where(r => !byName.TryGetValue(r, out var known) || known.Correlation is not null).ToList() ?? [];
        foreach (var name in missing)
        {
            node.Problems.Add("PKT3016", node.Map, $"The correlation counts '{name}', which is no single-event rule."
                + Suggestion.For(name.Value, byName.Values.Where(r => r.Correlation is null).Select(r => r.Id.Value)));
        }

        return missing.Count > 0;
    }
}
