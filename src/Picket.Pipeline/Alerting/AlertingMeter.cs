using System.Diagnostics.Metrics;

namespace Picket.Pipeline.Alerting;

/// <summary>What the room counts.</summary>
internal static class AlertingMeter
{
    /// <summary>The name to subscribe to.</summary>
    public const string Name = "Picket.Alerting";

    private static readonly Meter Meter = new(Name);

    public static Counter<long> Findings { get; } =
        Meter.CreateCounter<long>("picket.alerting.findings", "{finding}", "Findings filed under alerts.");

    public static Counter<long> Raised { get; } =
        Meter.CreateCounter<long>("picket.alerting.raised", "{alert}", "Alerts raised, by severity.");

    public static Counter<long> Summarised { get; } =
        Meter.CreateCounter<long>("picket.alerting.summarised", "{alert}", "New alerts sent in a summary, by rule.");

    public static Counter<long> Deliveries { get; } =
        Meter.CreateCounter<long>("picket.alerting.deliveries", "{attempt}", "Attempts, by output and result.");

    public static Histogram<double> SendTime { get; } =
        Meter.CreateHistogram<double>("picket.alerting.send.duration", "s", "Time an attempt took, by output.");
}
