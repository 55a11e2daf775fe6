using Picket.Core;
using Picket.Pipeline.Detecting.Matching;

namespace Picket.Pipeline.Detecting.Correlating;

/// <summary>What a correlation counts.</summary>
internal enum CorrelationKind { EventCount, ValueCount }

/// <summary>A Sigma correlation: so many matches, or distinct values, of some rules for one group within a time span.</summary>
internal sealed record Correlation
{
    /// <summary>A larger count would need more memory per group than is given.</summary>
    public const int MaxCount = 1000;

    /// <summary>What is counted.</summary>
    public required CorrelationKind Kind { get; init; }

    /// <summary>The rules whose matches are counted.</summary>
    public required IReadOnlyList<RuleId> Rules { get; init; }

    /// <summary>Fields that make the group.</summary>
    public required IReadOnlyList<EventField> GroupBy { get; init; }

    /// <summary>The field whose distinct values are counted; null for event counts.</summary>
    public EventField? Value { get; init; }

    /// <summary>The window, in the events' own time.</summary>
    public required TimeSpan Span { get; init; }

    /// <summary>How many are enough.</summary>
    public required int AtLeast { get; init; }
}
