using Microsoft.Extensions.Logging;

namespace Picket.Pipeline.Alerting;

/// <summary>What the room says; event ids 5000 to 5999.</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Error,
        "PKT5001: Delivery '{Delivery}' to output '{Output}' is given up after {Attempts} attempts: {Error} "
        + "It is kept as a dead letter; 'picket outbox replay' sends it again.")]
    public static partial void DeadLetter(ILogger logger, string delivery, string output, int attempts, string error);

    [LoggerMessage(5002, LogLevel.Warning, "Output '{Output}' receives again.")]
    public static partial void OutputRecovered(ILogger logger, string output);

    [LoggerMessage(5003, LogLevel.Error,
        "PKT5003: Output '{Output}' keeps failing: {Error} Its alerts are kept and sent when it answers again.")]
    public static partial void OutputFailing(ILogger logger, string output, string error);

    [LoggerMessage(5004, LogLevel.Warning,
        "PKT5004: {Count} deliveries to outputs that are no longer configured became dead letters.")]
    public static partial void Orphans(ILogger logger, int count);

    [LoggerMessage(5005, LogLevel.Warning,
        "PKT5005: What became of a delivery cannot be written: {Error} Sending waits until it can.")]
    public static partial void StoreUnavailable(ILogger logger, string error);

    [LoggerMessage(5006, LogLevel.Error, "PKT5006: Sending to output '{Output}' broke off and begins anew in five seconds.")]
    public static partial void LineBroke(ILogger logger, string output, Exception exception);
}
