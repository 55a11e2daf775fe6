using Picket.Core;

namespace Picket.Tests.Web;

/// <summary>Operations whose answers are known and whose calls are recorded; a test changes what it needs.</summary>
internal sealed class KnownOperations : IOperations
{
    public static readonly DateTime Noon = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);

    public List<string> Calls { get; } = [];

    public Func<QueryRequest, CancellationToken, Task<QueryResult>> Query { get; set; } =
        (_, _) => Task.FromResult(Results.EveryType);

    public QueryLibrary Library { get; set; } = QueryLibrary.Empty;

    public IReadOnlyList<Alert> Alerts { get; set; } = [Results.Alert];

    public Report Report { get; set; } = Results.Report;

    public string StoreProblem { get; set; } = "";

    public Exception? ExportFailure { get; set; }

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        Calls.Add($"query {request}");
        return Query(request, cancellationToken);
    }

    public Task<QueryLibrary> LibraryAsync(CancellationToken cancellationToken) => Task.FromResult(Library);

    public Task<IReadOnlyList<Alert>> AlertsAsync(AlertFilter filter, CancellationToken cancellationToken)
    {
        Calls.Add(
            $"alerts [{string.Join(' ', filter.States)}] {filter.AtLeast} {filter.Since:O} {filter.Id} {filter.Limit}");
        return Task.FromResult(Alerts);
    }

    public Task<AlertDetail?> AlertAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(id == Results.Alert.Id ? Results.Detail : null);

    public Task<Alert?> ChangeAlertAsync(
        string id, AlertState state, string by, string note, CancellationToken cancellationToken)
    {
        Calls.Add($"change {id} {state} {by} {note}");
        return Task.FromResult(id == Results.Alert.Id ? Results.Alert with { State = state } : null);
    }

    public Task<Report> ReportAsync(CancellationToken cancellationToken) => Task.FromResult(Report);

    public Task<IReadOnlyList<ExportFile>> ExportEvidenceAsync(CancellationToken cancellationToken) =>
        ExportFailure is null ? Task.FromResult(Results.Export) : throw ExportFailure;

    public Task<HealthView> HealthAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Results.Health with { Store = Results.Health.Store with { Problem = StoreProblem } });

    public Task<IReadOnlyList<Delivery>> DeliveriesAsync(
        DeliveryState state, int limit, CancellationToken cancellationToken)
    {
        Calls.Add($"deliveries {state} {limit}");
        return Task.FromResult(Results.Deliveries);
    }

    public Task<int> ReplayDeliveriesAsync(string? output, CancellationToken cancellationToken)
    {
        Calls.Add($"replay {output ?? "(all)"}");
        return Task.FromResult(3);
    }
}
