using System.Globalization;
using Picket.Core;
using Picket.Pipeline.Detecting.Correlating;
using Picket.Pipeline.Detecting.Matching;
using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Detecting.Loading;

/// <summary>Reads the <c>correlation</c> of a rule.</summary>
internal sealed class CorrelationReader(RuleNode node)
{
    private static readonly string[] Keys = ["type", "rules", "group-by", "timespan", "condition", "generate"];

    /// <summary>The longest window: state is kept in memory.</summary>
    public static readonly TimeSpan MaxSpan = TimeSpan.FromHours(24);

    /// <summary>The correlation; what is wrong is reported, and then the rule is left out.</summary>
    public Correlation Read()
    {
        node.AllowOnly("'correlation'", Keys);
        var kind = Kind();
        var condition = node.Child("condition");
        condition?.AllowOnly("'condition'", kind == CorrelationKind.ValueCount ? ["gte", "gt", "field"] : ["gte", "gt"]);
        return new()
        {
            Kind = kind,
            Rules = Rules(),
            GroupBy = [.. node.Scalars("group-by").Select(Field).OfType<EventField>()],
            Value = kind == CorrelationKind.ValueCount ? ValueField(condition) : null,
            Span = Span(),
            AtLeast = AtLeast(condition),
        };
    }

    private CorrelationKind Kind()
    {
        switch (node.RequiredText("type"))
        {
            case "event_count": return CorrelationKind.EventCount;
            case "value_count": return CorrelationKind.ValueCount;
            case "": return CorrelationKind.EventCount;
            case var other:
                node.Problems.Add("PKT3014", node["type"]!,
                    $"The correlation type '{other}' is not supported. Use event_count or value_count.");
                return CorrelationKind.EventCount;
        }
    }

    private IReadOnlyList<RuleId> Rules()
    {
        var rules = node.Texts("rules");
        if (rules.Count == 0)
            node.Problems.Add("PKT3014", node.Map, "A correlation needs 'rules': the names of the rules it counts.");
        return [.. rules.Select(r => new RuleId(r))];
    }

    private EventField? ValueField(RuleNode? condition)
    {
        if (condition?.Scalars("field") is [var scalar])
            return Field(scalar);
        node.Problems.Add("PKT3014", condition?.Map ?? node.Map, "value_count needs a 'field' in its condition.");
        return null;
    }

    private EventField? Field(YamlScalarNode scalar)
    {
        var found = FieldCatalogue.Find(scalar.Value ?? "");
        if (found is null)
        {
            node.Problems.Add("PKT3008", scalar, $"Kubernetes audit events have no field '{scalar.Value}'."
                + Suggestion.For(scalar.Value ?? "", FieldCatalogue.Names));
        }

        return found;
    }

    private int AtLeast(RuleNode? condition)
    {
        var (text, more) = condition?.Text("gte") is { Length: > 0 } gte ? (gte, 0) : (condition?.Text("gt") ?? "", 1);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count + more is >= 1 and <= Correlation.MaxCount)
        {
            return count + more;
        }

        node.Problems.Add("PKT3014", condition?.Map ?? node.Map,
            $"The condition needs 'gte' with a number from 1 to {Correlation.MaxCount}.");
        return 1;
    }

    private TimeSpan Span()
    {
        var text = node.RequiredText("timespan");
        if (TryDuration(text, out var span) && span > TimeSpan.Zero && span <= MaxSpan)
            return span;
        if (text.Length > 0)
            node.Problems.Add("PKT3014", node["timespan"]!, $"'{text}' is not a time span up to {MaxSpan.TotalHours:0}h. Write it as '30s', '5m' or '1h'.");
        return TimeSpan.FromMinutes(1);
    }

    /// <summary>Reads <c>30s</c>, <c>5m</c>, <c>1h</c> or <c>1d</c>.</summary>
    public static bool TryDuration(string text, out TimeSpan span)
    {
        span = default;
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        var unit = text[^1] switch { 's' => 1L, 'm' => 60L, 'h' => 3600L, 'd' => 86400L, _ => 0L };
        span = TimeSpan.FromSeconds(count * unit);
        return unit > 0;
    }
}
