namespace Picket.Core;

/// <summary>
/// What a person can ask of Picket: the console, the HTTP API and the command line are three faces of this. A command
/// talks to a running server's API through it, or to a data folder directly.
/// </summary>
public interface IOperations
{
    /// <inheritdoc cref="IStore.QueryAsync"/>
    Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken);

    /// <summary>Saved queries and watchlists.</summary>
    Task<QueryLibrary> LibraryAsync(CancellationToken cancellationToken);

    /// <summary>Alerts that match, latest first.</summary>
    Task<IReadOnlyList<Alert>> AlertsAsync(AlertFilter filter, CancellationToken cancellationToken);

    /// <summary>One alert with its findings and the events behind them; null when there is none of that id.</summary>
    Task<AlertDetail?> AlertAsync(string id, CancellationToken cancellationToken);

    /// <summary>Changes an alert's state; null when there is none of that id.</summary>
    Task<Alert?> ChangeAlertAsync(string id, AlertState state, string by, string note, CancellationToken cancellationToken);

    /// <summary>Every requirement's state now.</summary>
    Task<Report> ReportAsync(CancellationToken cancellationToken);

    /// <summary>Evaluates, writes the result to the evidence ledger and returns the ledger with what verifies it, as named files.</summary>
    Task<IReadOnlyList<ExportFile>> ExportEvidenceAsync(CancellationToken cancellationToken);

    /// <summary>Source health, store status, deliveries, rules.</summary>
    Task<HealthView> HealthAsync(CancellationToken cancellationToken);

    /// <summary>Deliveries in a state, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Delivery>> DeliveriesAsync(DeliveryState state, int limit, CancellationToken cancellationToken);

    /// <summary>Puts dead deliveries of an output (or of all) back in line; returns how many.</summary>
    Task<int> ReplayDeliveriesAsync(string? output, CancellationToken cancellationToken);
}

/// <summary>An alert with what is behind it. <c>Events</c>: audit events as JSON, in time order, bounded.</summary>
public sealed record AlertDetail(Alert Alert, IReadOnlyList<Finding> Findings, IReadOnlyList<JsonText> Events);

/// <summary>A file of an export; <c>Path</c> is relative.</summary>
public sealed record ExportFile(string Path, ReadOnlyMemory<byte> Content);

/// <summary>A rule as loaded.</summary>
public sealed record RuleStatus(RuleId Id, string Title, Severity Severity, string File, long Matches);

/// <summary>How the watch itself is.</summary>
public sealed record HealthView(
    DateTime At, DateTime Started, IReadOnlyList<SourceHealth> Sources, IReadOnlyList<SourceGap> Gaps, StoreStatus Store,
    IReadOnlyDictionary<string, long> Deliveries, IReadOnlyList<RuleStatus> Rules, IReadOnlyList<string> Problems);
