using System.Text;
using System.Text.Json;
using Picket.Core;

namespace Picket.Storage.DuckDb;

/// <summary>Puts the nouns into rows, column for column as <see cref="Tables"/> lists them.</summary>
internal static class Rows
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Append(ChunkAppender rows, AuditEvent e)
    {
        rows.SetTime(0, e.StageReceivedTime);
        rows.SetText(1, AuditWords.Level(e.Level));
        rows.SetText(2, e.AuditId.Span);
        rows.SetText(3, AuditWords.Stage(e.Stage));
        rows.SetText(4, e.RequestUri.Span);
        rows.SetText(5, e.Verb.Span);
        rows.SetTextOrNull(6, e.User.Span);
        rows.SetTextOrNull(7, e.SourceIps.Span);
        rows.SetText(8, e.UserAgent.Span);
        rows.SetTextOrNull(9, e.ObjectRef.Span);
        rows.SetTextOrNull(10, e.ResponseStatus.Span);
        rows.SetTextOrNull(11, e.RequestObject.Span);
        rows.SetTextOrNull(12, e.ResponseObject.Span);
        rows.SetTime(13, e.RequestReceivedTime);
        rows.SetTime(14, e.StageReceivedTime);
        rows.SetTextOrNull(15, e.Annotations.Span);
        rows.SetText(16, e.PodName);
        rows.SetText(17, e.Cluster);
        rows.SetTextOrNull(18, e.ImpersonatedUser.Span);
        rows.SetTextOrNull(19, e.Extra.Span);
        rows.SetTime(20, e.ReceivedTime);
        rows.EndRow();
    }

    public static void Append(ChunkAppender rows, ControlPlaneLine line, DateTime received)
    {
        rows.SetTime(0, line.Time);
        rows.SetText(1, line.Category);
        rows.SetText(2, line.Level);
        rows.SetText(3, line.Message);
        rows.SetText(4, line.PodName);
        rows.SetText(5, line.Stream);
        rows.SetText(6, line.Cluster);
        rows.SetTime(7, received);
        rows.EndRow();
    }

    public static void Append(ChunkAppender rows, QuarantinedEntry entry)
    {
        var (raw, encoding) = Printable(entry.Raw.Span);
        rows.SetTime(0, entry.Time);
        rows.SetText(1, entry.Source);
        rows.SetText(2, entry.Origin);
        rows.SetLong(3, entry.Line);
        rows.SetText(4, entry.Code);
        rows.SetText(5, entry.Reason);
        rows.SetText(6, raw);
        rows.SetText(7, encoding);
        rows.SetLong(8, entry.Length);
        rows.EndRow();
    }

    public static void Append(ChunkAppender rows, AlertedFinding alerted)
    {
        var finding = alerted.Finding;
        rows.SetTime(0, finding.Time);
        rows.SetText(1, finding.Id);
        rows.SetText(2, alerted.AlertId);
        rows.SetText(3, finding.Rule.Value);
        rows.SetText(4, finding.Title);
        rows.SetText(5, Words.Of(finding.Severity));
        rows.SetText(6, finding.Entity);
        rows.SetText(7, finding.Summary);
        rows.SetText(8, finding.Cluster);
        rows.SetText(9, finding.Actor);
        rows.SetText(10, finding.SourceAddress);
        rows.SetText(11, finding.Namespace);
        rows.SetText(12, finding.ObjectPath);
        rows.SetFlag(13, finding.IsInCde);
        rows.SetText(14, finding.AuditId);
        rows.SetText(15, Json(finding.RelatedAuditIds));
        rows.SetText(16, Json(finding.Attack));
        rows.SetText(17, Json(finding.Tactics));
        rows.SetText(18, Json(finding.Pci));
        rows.EndRow();
    }

    public static void Append(ChunkAppender rows, Alert alert)
    {
        rows.SetTime(0, alert.Raised);
        rows.SetText(1, alert.Id);
        rows.SetText(2, alert.Rule.Value);
        rows.SetText(3, alert.Title);
        rows.SetText(4, Words.Of(alert.Severity));
        rows.SetText(5, alert.Entity);
        rows.SetText(6, Words.Of(alert.State));
        rows.SetLong(7, alert.Count);
        rows.SetTime(8, alert.First);
        rows.SetTime(9, alert.Last);
        rows.SetText(10, alert.Summary);
        rows.SetText(11, alert.Cluster);
        rows.SetText(12, alert.Actor);
        rows.SetText(13, alert.Namespace);
        rows.SetFlag(14, alert.IsInCde);
        rows.SetText(15, Json(alert.Attack));
        rows.SetText(16, Json(alert.Tactics));
        rows.SetText(17, Json(alert.Pci));
        rows.SetText(18, JsonSerializer.Serialize(alert.History, StorageJson.Default.IReadOnlyListAlertChange));
        rows.EndRow();
    }

    public static void Append(ChunkAppender rows, Delivery delivery)
    {
        rows.SetTime(0, delivery.Created);
        rows.SetText(1, delivery.Id);
        rows.SetText(2, delivery.Output);
        rows.SetText(3, delivery.AlertId);
        rows.SetText(4, delivery.Payload);
        rows.SetText(5, Words.Of(delivery.State));
        rows.SetLong(6, delivery.Attempts);
        rows.SetTime(7, delivery.NextAttempt);
        rows.SetText(8, delivery.LastError);
        rows.EndRow();
    }

    public static void Append(ChunkAppender rows, SourceHealth health)
    {
        rows.SetText(0, health.Source);
        rows.SetText(1, health.Kind);
        rows.SetTime(2, health.FirstReceived);
        rows.SetTime(3, health.LastReceived);
        rows.SetTime(4, health.NewestEvent);
        rows.SetLong(5, health.EventsRead);
        rows.SetLong(6, health.Stored);
        rows.SetLong(7, health.Duplicates);
        rows.SetLong(8, health.Quarantined);
        rows.SetText(9, health.Problem);
        rows.EndRow();
    }

    public static void Append(ChunkAppender rows, SourceGap gap)
    {
        rows.SetText(0, gap.Id);
        rows.SetText(1, gap.Source);
        rows.SetTime(2, gap.Start);
        if (gap.End is { } end)
            rows.SetTime(3, end);
        else
            rows.SetNull(3);
        rows.SetText(4, gap.Cause);
        rows.EndRow();
    }

    private static string Json(IReadOnlyList<string> list) =>
        JsonSerializer.Serialize(list, StorageJson.Default.IReadOnlyListString);

    // Quarantine keeps what came, byte for byte; text that is not UTF-8 cannot stand in a text column.
    private static (string Text, string Encoding) Printable(ReadOnlySpan<byte> raw)
    {
        try
        {
            return (StrictUtf8.GetString(raw), "utf-8");
        }
        catch (DecoderFallbackException)
        {
            return (Convert.ToBase64String(raw), "base64");
        }
    }
}
