using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Picket.Pipeline.Normalising.Scope;

/// <summary>A Kubernetes label selector of positive requirements, all of which must hold.</summary>
internal sealed partial class LabelSelector
{
    private readonly IReadOnlyList<Requirement> _requirements;

    private LabelSelector(IReadOnlyList<Requirement> requirements) => _requirements = requirements;

    /// <summary>The label names looked at, as UTF-8.</summary>
    public IEnumerable<byte[]> Keys => _requirements.Select(r => System.Text.Encoding.UTF8.GetBytes(r.Key));

    /// <summary>Reads <c>key</c>, <c>key=value</c>, <c>key==value</c>, <c>key in (a, b)</c>, joined by commas.</summary>
    public static bool TryParse(string text, out LabelSelector selector)
    {
        var requirements = new List<Requirement>();
        selector = new(requirements);
        var at = 0;
        do
        {
            var match = RequirementPattern.Match(text, at);
            if (!match.Success)
                return false;
            var values = match.Groups["value"].Captures.Select(c => c.Value).ToFrozenSet(StringComparer.Ordinal);
            requirements.Add(new(match.Groups["key"].Value, values));
            at = match.Index + match.Length;
        }
        while (at < text.Length);
        return true;
    }

    /// <summary>Whether the labels meet every requirement.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        _requirements.All(r => labels.TryGetValue(r.Key, out var value) && (r.Values.Count == 0 || r.Values.Contains(value)));

    [GeneratedRegex(
        @"\G\s*(?<key>[A-Za-z0-9][A-Za-z0-9._/-]*)\s*(?:==?\s*(?<value>[A-Za-z0-9._-]*)\s*|\s+in\s*\(\s*(?<value>[A-Za-z0-9._-]+)(?:\s*,\s*(?<value>[A-Za-z0-9._-]+))*\s*\)\s*)?(?:,(?=.)|$)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequirementPattern { get; }

    private sealed record Requirement(string Key, FrozenSet<string> Values);
}
