namespace Picket.Web.Api;

/// <summary>How much one caller may ask of the HTTP API.</summary>
public sealed record ApiBounds
{
    /// <summary>The largest body of an API request, in bytes.</summary>
    public long MaxRequestBytes { get; init; } = 256 * 1024;

    /// <summary>The largest body of one delivery to the audit webhook, in bytes.</summary>
    public long MaxWebhookBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Queries, reports and exports that may run at the same time; one more is answered with 429.</summary>
    public int ConcurrentQueries { get; init; } = 4;

    /// <summary>Queries that may start within a minute, on average; a burst of as many is allowed.</summary>
    public int QueriesPerMinute { get; init; } = 600;

    /// <summary>The most rows a caller can ask for.</summary>
    public int MaxRows { get; init; } = 500_000;

    /// <summary>The largest result a caller can ask for, in bytes counted as text.</summary>
    public long MaxResultBytes { get; init; } = 64_000_000;

    /// <summary>The most parameters of one query.</summary>
    public int MaxParameters { get; init; } = 100;

    /// <summary>The longest time a caller can give a query.</summary>
    public TimeSpan MaxQueryTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The most alerts or deliveries in one answer.</summary>
    public int MaxItems { get; init; } = 10_000;

    /// <summary>The longest note on a change of an alert, in characters.</summary>
    public int MaxNoteLength { get; init; } = 4_000;

    /// <summary>Tries to sign in within a minute, from all browsers together.</summary>
    public int SignInsPerMinute { get; init; } = 30;
}
