using Picket.Core;

namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Asks the store and the other rooms, once per report.</summary>
internal sealed class Observer(IStore store, ReportSignals signals, TimeProvider clock)
{
    /// <summary>The most alerts, and the most messages of a state, that a report looks at.</summary>
    public const int MaxAlerts = 10_000;

    /// <summary>The most days of the log; the newest are kept where wrong clocks made more.</summary>
    public const int MaxDays = 20_000;

    /// <summary>The longest one query of a report may take.</summary>
    public static readonly TimeSpan QueryTimeout = TimeSpan.FromMinutes(10);

    public async Task<Observations> ObserveAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        to = to < now ? to : now;
        var scope = signals.Scope();
        var (audit, auditProblem) = await AskAsync(AuditQueries.Summary(from, to, scope), 1, cancellationToken);
        var (days, daysProblem) = await AskAsync(AuditQueries.Days(), MaxDays, cancellationToken);
        return new()
        {
            From = from,
            To = to,
            Now = now,
            Scope = scope,
            Audit = audit is null ? null : AuditSummary.From(audit),
            Days = days is null ? null : LogDays.From(days),
            AuditProblem = auditProblem ?? daysProblem ?? "",
            IsSampleReadable = await IsReadableAsync(to.AddTicks(-1).Date.AddDays(-RetentionCheck.HotDays), cancellationToken),
            Chain = await signals.VerifyStore(cancellationToken),
            Store = await store.ReadStatusAsync(cancellationToken),
            Detection = signals.Detection(),
            Alerts = await ReadAlertsAsync(from, to, cancellationToken),
            Ledger = await signals.Ledger(from, to, cancellationToken),
            LedgerSinceBeginning = await signals.Ledger(DateTime.MinValue, to, cancellationToken),
            Sources = await store.ReadHealthAsync(cancellationToken),
            Gaps = await store.ReadGapsAsync(from, to, cancellationToken),
        };
    }

    private async Task<bool> IsReadableAsync(DateTime day, CancellationToken cancellationToken)
    {
        var (sample, _) = await AskAsync(AuditQueries.Sample(day), 1, cancellationToken);
        return sample is { Rows: [[not null, not null, ..], ..] };
    }

    private async Task<(QueryResult? Result, string? Problem)> AskAsync(string text, int rows, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.QueryAsync(new(text) { MaxRows = rows, Timeout = QueryTimeout }, cancellationToken), null);
        }
        catch (QueryException exception)
        {
            // An unanswered question is a result of its own: no data.
            return (null, exception.Message);
        }
    }

    private async Task<AlertFacts> ReadAlertsAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var alerts = await store.ReadAlertsAsync(new() { Since = from, Limit = MaxAlerts }, cancellationToken);
        Alert[] ofPeriod = [.. alerts.Where(a => a.First < to)];
        return new(
            ofPeriod.Length,
            ofPeriod.Sum(a => a.Count),
            ofPeriod.Count(a => a.History.Any(IsReview)),
            await CountAsync(DeliveryState.Delivered, from, to, cancellationToken),
            await CountAsync(DeliveryState.Dead, from, to, cancellationToken));
    }

    private async Task<long> CountAsync(DeliveryState state, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var deliveries = await store.ReadDeliveriesAsync(state, null, MaxAlerts, cancellationToken);
        return deliveries.Count(d => d.Created >= from && d.Created < to);
    }

    // Picket changes states by itself as well (an alert that returns is open again); only a person's change is a review.
    private static bool IsReview(AlertChange change) =>
        change is { State: AlertState.Acknowledged or AlertState.Closed, By.Length: > 0 }
        && !change.By.Equals("picket", StringComparison.OrdinalIgnoreCase);
}
