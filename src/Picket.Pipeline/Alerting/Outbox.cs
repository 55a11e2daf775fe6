using System.Text.Json;
using Picket.Core;

namespace Picket.Pipeline.Alerting;

/// <summary>
/// Writes messages to the outputs into the batch that holds the alert they speak of, so that there is never the one
/// without the other. Used by one caller at a time.
/// </summary>
internal sealed class Outbox(AlertingOptions options, TimeProvider time)
{
    private readonly FloodGuard _floods = new(options.FloodLimit);
    private DateTime _latest;

    /// <summary>Tells of a new alert, or of one that has become worse; of nothing else.</summary>
    public void Announce(Alert? before, Alert after, StoreBatch batch)
    {
        if (before is null)
            AnnounceNew(after, batch);
        else if (after.Severity > before.Severity)
            Put(after, AlertMessage.SeverityRaised, AlertWords.Of(after.Severity), null, batch);
    }

    /// <summary>Tells that somebody acknowledged, closed or reopened it.</summary>
    public void AnnounceChange(Alert alert, AlertChange change, StoreBatch batch)
    {
        var reason = change.State == AlertState.Open ? AlertMessage.Reopened : AlertWords.Of(change.State);
        Put(alert, reason, $"{change.Time.Ticks}", change, batch);
    }

    private void AnnounceNew(Alert alert, StoreBatch batch)
    {
        AlertingMeter.Raised.Add(1, new KeyValuePair<string, object?>("severity", AlertWords.Of(alert.Severity)));
        if (_floods.Count(alert, Now()) is not { } flood)
        {
            Put(alert, AlertMessage.Raised, "", null, batch);
            return;
        }

        AlertingMeter.Summarised.Add(1, new KeyValuePair<string, object?>("rule", alert.Rule.Value));
        PutSummary(alert, flood, batch);
    }

    private void Put(Alert alert, string reason, string occasion, AlertChange? change, StoreBatch batch)
    {
        foreach (var output in options.Outputs.Where(o => alert.Severity >= o.MinSeverity))
        {
            var id = string.Join('-', new[] { alert.Id, reason, occasion, output.Name }.Where(part => part.Length > 0));
            var created = NextTime();
            var message = AlertMessage.About(id, reason, created, alert, change);
            batch.Deliveries.Add(Pending(id, output.Name, alert.Id, message, created, created));
        }
    }

    /// <summary>The summary is one delivery that is written anew with each further alert and sent when the minute is over.</summary>
    private void PutSummary(Alert alert, Flood flood, StoreBatch batch)
    {
        foreach (var output in options.Outputs.Where(o => flood.Severity >= o.MinSeverity))
        {
            var id = $"{alert.Rule}-summary-{flood.Start.Ticks}-{output.Name}";
            var message = AlertMessage.Summarising(id, flood, alert);
            batch.Deliveries.RemoveAll(d => d.Id == id);
            batch.Deliveries.Add(Pending(id, output.Name, flood.FirstAlertId, message, flood.Start, flood.SendAt));
        }
    }

    private static Delivery Pending(
        string id, string output, string alertId, AlertMessage message, DateTime created, DateTime notBefore) => new()
        {
            Id = id,
            Output = output,
            AlertId = alertId,
            Payload = JsonSerializer.Serialize(message, AlertMessageJson.Default.AlertMessage),
            Created = created,
            State = DeliveryState.Pending,
            NextAttempt = notBefore,
        };

    /// <summary>Times one microsecond apart at least (what a store keeps), so that the order of sending is the order of writing.</summary>
    private DateTime NextTime()
    {
        var now = Now();
        _latest = now > _latest ? now : _latest.AddMicroseconds(1);
        return _latest;
    }

    private DateTime Now()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
