using Picket.Core;

namespace Picket.Web.Api.Json;

/// <summary>The body of a query: KQL text, and bounds where the defaults do not serve.</summary>
public sealed record QueryCall(string? Query, int? MaxRows, double? TimeoutSeconds, DateTime? Now)
{
    /// <summary>The largest result, in bytes counted as text.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Values for what the query declares by <c>declare query_parameters</c>, as text.</summary>
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    /// <summary>Whether to tell how the query would be answered, instead of answering it.</summary>
    public bool? Explain { get; init; }
}

/// <summary>The body of a change of an alert's state.</summary>
public sealed record StateCall(AlertState State, string? By, string? Note);

/// <summary>The body of a replay: one output, or all when it is null.</summary>
public sealed record ReplayCall(string? Output);

/// <summary>How many deliveries were put back in line.</summary>
public sealed record ReplayReply(int Replayed);
