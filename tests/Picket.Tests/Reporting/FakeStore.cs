using Picket.Core;

namespace Picket.Tests.Reporting;

/// <summary>A store that answers with what a test puts in. Queries are told apart by their text.</summary>
internal sealed class FakeStore : IStore
{
    public Dictionary<string, long> Figures { get; } = new(StringComparer.Ordinal) { ["Records"] = 0 };

    public DateTime? Newest { get; set; }

    public List<DateTime> Days { get; } = [];

    public bool HasSample { get; set; } = true;

    public QueryException? Refusal { get; set; }

    public List<string> Queries { get; } = [];

    public List<Alert> Alerts { get; } = [];

    public List<Delivery> Deliveries { get; } = [];

    public List<SourceHealth> Sources { get; } = [];

    public List<SourceGap> Gaps { get; } = [];

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        Queries.Add(request.Text);
        if (Refusal is not null) throw Refusal;
        if (request.Text.Contains("by Day", StringComparison.Ordinal)) return Task.FromResult(AnswerDays());
        return Task.FromResult(request.Text.Contains("take 1", StringComparison.Ordinal) ? AnswerSample() : AnswerSummary());
    }

    public Task CommitAsync(StoreBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyCollection<(EventKey Key, DateTime Time)>> ReadEventKeysAsync(DateTime from, DateTime to, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<JsonText>> ReadEventsAsync(
        IReadOnlyCollection<string> auditIds, DateTime from, DateTime to, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Alert>> ReadAlertsAsync(AlertFilter filter, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Alert>>([.. Alerts.Where(a => filter.Since is null || a.Last >= filter.Since)]);

    public Task<IReadOnlyList<Finding>> ReadFindingsAsync(string alertId, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Delivery>> ReadDeliveriesAsync(
        DeliveryState state, string? output, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Delivery>>([.. Deliveries.Where(d => d.State == state && (output is null || d.Output == output))]);

    public Task<IReadOnlyDictionary<DeliveryState, long>> CountDeliveriesAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, SourcePosition>> ReadPositionsAsync(string source, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<SourceHealth>> ReadHealthAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SourceHealth>>(Sources);

    public Task<IReadOnlyList<SourceGap>> ReadGapsAsync(DateTime from, DateTime to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SourceGap>>([.. Gaps.Where(g => g.Start < to && !(g.End <= from))]);

    public Task<IReadOnlyDictionary<string, string>> ReadStateAsync(string prefix, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<StoreStatus> ReadStatusAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new StoreStatus(Figures["Records"], null, Newest, 7, 3, 1000, "", 3, ""));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private QueryResult AnswerDays() => new(
        [new("Day", "datetime"), new("Records", "long")],
        [.. Days.OrderDescending().Select(d => (IReadOnlyList<object?>)[d, 100L])]);

    private QueryResult AnswerSample() => new(
        [new("AuditId", "string"), new("TimeGenerated", "datetime")],
        HasSample ? [["a-1", Days.FirstOrDefault()]] : []);

    private QueryResult AnswerSummary() => new(
        [.. Figures.Keys.Select(k => new QueryColumn(k, "long")), new("Newest", "datetime")],
        [[.. Figures.Values.Select(v => (object?)v), Newest]]);
}
