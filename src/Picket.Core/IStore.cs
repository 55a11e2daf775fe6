namespace Picket.Core;

/// <summary>Where everything is kept and can be asked for. One process owns a store.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>Makes the batch durable. On return it survives <c>kill -9</c> and power loss.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written (disk full, for example); try again later.</exception>
    Task CommitAsync(StoreBatch batch, CancellationToken cancellationToken);

    /// <summary>Answers a KQL query over everything kept.</summary>
    /// <exception cref="QueryException">The text is wrong, asks for what is not supported, or ran out of its bounds.</exception>
    Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken);

    /// <summary>The identities (audit id and stage) and times of the events kept whose <c>TimeGenerated</c> is in [from, to).</summary>
    Task<IReadOnlyCollection<(EventKey Key, DateTime Time)>> ReadEventKeysAsync(DateTime from, DateTime to, CancellationToken cancellationToken);

    /// <summary>
    /// The audit events with these audit ids whose <c>TimeGenerated</c> is from <paramref name="from"/> to
    /// <paramref name="to"/>, as JSON in time order, at most <paramref name="limit"/>.
    /// </summary>
    Task<IReadOnlyList<JsonText>> ReadEventsAsync(
        IReadOnlyCollection<string> auditIds, DateTime from, DateTime to, int limit, CancellationToken cancellationToken);

    /// <summary>Alerts that match, latest first.</summary>
    Task<IReadOnlyList<Alert>> ReadAlertsAsync(AlertFilter filter, CancellationToken cancellationToken);

    /// <summary>The findings of an alert in time order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Finding>> ReadFindingsAsync(string alertId, int limit, CancellationToken cancellationToken);

    /// <summary>Deliveries in a state, to one output or (null) to any, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Delivery>> ReadDeliveriesAsync(
        DeliveryState state, string? output, int limit, CancellationToken cancellationToken);

    /// <summary>How many deliveries wait and how many were given up.</summary>
    Task<IReadOnlyDictionary<DeliveryState, long>> CountDeliveriesAsync(CancellationToken cancellationToken);

    /// <summary>Saved positions of a source, by position key.</summary>
    Task<IReadOnlyDictionary<string, SourcePosition>> ReadPositionsAsync(string source, CancellationToken cancellationToken);

    /// <summary>What each source has delivered.</summary>
    Task<IReadOnlyList<SourceHealth>> ReadHealthAsync(CancellationToken cancellationToken);

    /// <summary>Gaps that touch the time range, oldest first.</summary>
    Task<IReadOnlyList<SourceGap>> ReadGapsAsync(DateTime from, DateTime to, CancellationToken cancellationToken);

    /// <summary>Settings whose key starts with the prefix.</summary>
    Task<IReadOnlyDictionary<string, string>> ReadStateAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Size, age and seal of what is kept.</summary>
    Task<StoreStatus> ReadStatusAsync(CancellationToken cancellationToken);
}

/// <summary>Which alerts.</summary>
public sealed record AlertFilter
{
    /// <summary>Only these states; empty means all.</summary>
    public IReadOnlyList<AlertState> States { get; init; } = [];

    /// <summary>Only this alert.</summary>
    public string? Id { get; init; }

    /// <summary>Only alerts whose last event is not older (UTC).</summary>
    public DateTime? Since { get; init; }

    /// <summary>At least this severity.</summary>
    public Severity AtLeast { get; init; } = Severity.Unknown;

    /// <summary>The most alerts to return.</summary>
    public int Limit { get; init; } = 1000;
}

/// <summary>What the store holds.</summary>
/// <param name="AuditEvents">Audit events kept.</param>
/// <param name="Oldest">TimeGenerated of the oldest audit event; null when there is none.</param>
/// <param name="Newest">TimeGenerated of the newest audit event.</param>
/// <param name="HotEvents">Of these, not yet sealed.</param>
/// <param name="Segments">Sealed segments present.</param>
/// <param name="SealedBytes">Their size in bytes.</param>
/// <param name="ChainHead">SHA-256 (hex) of the last manifest entry; empty when there is none.</param>
/// <param name="ChainLength">Entries in the manifest.</param>
/// <param name="Problem">Why the store does not acknowledge now; empty when all is well.</param>
public sealed record StoreStatus(
    long AuditEvents, DateTime? Oldest, DateTime? Newest, long HotEvents, int Segments, long SealedBytes,
    string ChainHead, long ChainLength, string Problem);

/// <summary>The store cannot write now; nothing of the batch was kept.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner) : Exception(message, inner);
