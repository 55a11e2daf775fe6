using Picket.Core;

namespace Picket.EndToEnd.Console;

/// <summary>A watch over an invented card-payment cluster, held in memory.</summary>
internal sealed class SampleOperations : IOperations
{
    private readonly Lock _gate = new();
    private readonly List<Alert> _alerts = [.. SampleAlerts.All];

    /// <summary>Set to see what the console does when nothing works.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Set to see the console of a data folder that is new.</summary>
    public bool IsEmpty { get; set; }

    public List<string> Queries { get; } = [];

    public int Replays { get; private set; }

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Queries.Add(request.Text);
        }

        return Answer(() => SampleQueries.Answer(request));
    }

    public Task<QueryLibrary> LibraryAsync(CancellationToken cancellationToken) => Answer(() => new QueryLibrary(
        [
            new("shells-in-pods", "Who opened a shell in a pod", "A shell bypasses every control of the release.", ["10.2.1.2"],
                "declare query_parameters(window:timespan = 1d);\nAKSAudit | where TimeGenerated > ago(window)", [new("window", "timespan", "1d")]),
        ],
        [], []));

    public Task<IReadOnlyList<Alert>> AlertsAsync(AlertFilter filter, CancellationToken cancellationToken) => Answer(() =>
    {
        lock (_gate)
        {
            return (IReadOnlyList<Alert>)
            [
                .. _alerts.Where(alert => !IsEmpty
                    && (filter.States.Count == 0 || filter.States.Contains(alert.State))
                    && alert.Severity >= filter.AtLeast
                    && (filter.Since is null || alert.Last >= filter.Since)).OrderByDescending(alert => alert.Last),
            ];
        }
    });

    public Task<AlertDetail?> AlertAsync(string id, CancellationToken cancellationToken) => Answer(() =>
    {
        lock (_gate)
        {
            var alert = _alerts.Find(alert => alert.Id == id);
            return alert is null ? null : new AlertDetail(alert, SampleEvents.FindingsOf(alert), SampleEvents.Of(alert));
        }
    });

    public Task<Alert?> ChangeAlertAsync(string id, AlertState state, string by, string note, CancellationToken cancellationToken) => Answer(() =>
    {
        lock (_gate)
        {
            var index = _alerts.FindIndex(alert => alert.Id == id);
            if (index < 0)
            {
                return null;
            }

            var change = new AlertChange(SampleClock.Now, state, by, note);
            return _alerts[index] = _alerts[index] with { State = state, History = [.. _alerts[index].History, change] };
        }
    });

    public Task<Report> ReportAsync(CancellationToken cancellationToken) => Answer(() => SampleReport.Of(IsEmpty));

    public Task<IReadOnlyList<ExportFile>> ExportEvidenceAsync(CancellationToken cancellationToken) =>
        Answer(() => (IReadOnlyList<ExportFile>)[]);

    public Task<HealthView> HealthAsync(CancellationToken cancellationToken) => Answer(() => SampleHealth.Of(IsEmpty));

    public Task<IReadOnlyList<Delivery>> DeliveriesAsync(DeliveryState state, int limit, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<Delivery>>(() => []);

    public Task<int> ReplayDeliveriesAsync(string? output, CancellationToken cancellationToken) => Answer(() =>
    {
        Replays++;
        return 3;
    });

    private Task<T> Answer<T>(Func<T> answer)
    {
        if (Failure is not null)
        {
            return Task.FromException<T>(Failure);
        }

        try
        {
            return Task.FromResult(answer());
        }
        catch (QueryException exception)
        {
            return Task.FromException<T>(exception);
        }
    }
}
