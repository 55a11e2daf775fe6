using Picket.Core;

namespace Picket.Tests.Alerting;

/// <summary>A store that outlives the objects under test, as a disk outlives a process.</summary>
internal sealed class MemoryStore : IStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Alert> _alerts = [];
    private readonly Dictionary<string, Delivery> _deliveries = [];
    private readonly List<AlertedFinding> _findings = [];

    /// <summary>While set, nothing can be written.</summary>
    public bool IsFull { get; set; }

    public int AlertReads { get; private set; }

    public Task CommitAsync(StoreBatch batch, CancellationToken cancellationToken)
    {
        if (IsFull)
            throw new StoreUnavailableException("The disk is full.", null);

        lock (_gate)
        {
            foreach (var alert in batch.Alerts)
                _alerts[alert.Id] = alert;
            foreach (var delivery in batch.Deliveries)
                _deliveries[delivery.Id] = delivery;
            _findings.AddRange(batch.Findings);
        }

        return Task.CompletedTask;
    }

    public IReadOnlyList<Alert> Alerts() => Locked(() => _alerts.Values.OrderBy(a => a.First).ToList());

    public IReadOnlyList<Delivery> Deliveries() => Locked(() => _deliveries.Values.OrderBy(d => d.Created).ToList());

    public Task<IReadOnlyList<Alert>> ReadAlertsAsync(AlertFilter filter, CancellationToken cancellationToken)
    {
        AlertReads++;
        return Task.FromResult<IReadOnlyList<Alert>>(Locked(() => _alerts.Values
            .Where(a => filter.Id is null || a.Id == filter.Id)
            .Where(a => filter.States.Count == 0 || filter.States.Contains(a.State))
            .OrderByDescending(a => a.Last)
            .Take(filter.Limit)
            .ToList()));
    }

    public Task<IReadOnlyList<Finding>> ReadFindingsAsync(string alertId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>(Locked(() => _findings
            .Where(f => f.AlertId == alertId)
            .Select(f => f.Finding)
            .OrderBy(f => f.Time)
            .Take(limit)
            .ToList()));

    public Task<IReadOnlyList<Delivery>> ReadDeliveriesAsync(
        DeliveryState state, string? output, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Delivery>>(Locked(() => _deliveries.Values
            .Where(d => d.State == state && (output is null || d.Output == output))
            .OrderBy(d => d.Created)
            .Take(limit)
            .ToList()));

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyCollection<(EventKey Key, DateTime Time)>> ReadEventKeysAsync(
        DateTime from, DateTime to, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<JsonText>> ReadEventsAsync(
        IReadOnlyCollection<string> auditIds, DateTime from, DateTime to, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<DeliveryState, long>> CountDeliveriesAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, SourcePosition>> ReadPositionsAsync(
        string source, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<SourceHealth>> ReadHealthAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<SourceGap>> ReadGapsAsync(DateTime from, DateTime to, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, string>> ReadStateAsync(string prefix, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<StoreStatus> ReadStatusAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }
}
