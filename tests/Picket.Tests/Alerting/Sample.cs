using Picket.Core;
using Picket.Pipeline.Alerting;

namespace Picket.Tests.Alerting;

/// <summary>Findings, outputs and times to test with.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A time some minutes after the start.</summary>
    public static DateTime Minute(double minutes) => Start.UtcDateTime.AddMinutes(minutes);

    public static Finding Finding(
        string entity = "alice", double minute = 0, Severity severity = Severity.Medium, string rule = "k8s-exec-into-pod",
        string cluster = "shop") => new()
        {
            Id = $"f-{rule}-{cluster}-{entity}-{minute}",
            Rule = new(rule),
            Title = "Exec into a pod",
            Severity = severity,
            Time = Minute(minute),
            Entity = entity,
            Summary = $"{entity} ran a command in pod web-{minute}.",
            Cluster = cluster,
            Actor = entity,
            AuditId = $"audit-{entity}-{minute}",
            Pci = ["10.2.1.2"],
        };

    public static OutputOptions Output(string name = "soc", string url = "http://127.0.0.1:9/") =>
        new() { Name = name, Kind = "webhook", Url = new(url) };

    public static AlertingOptions Options(params OutputOptions[] outputs) => new() { Outputs = outputs };
}
