using Picket.Core;

namespace Picket.Pipeline.Alerting;

/// <summary>How findings become alerts, and who hears of them.</summary>
public sealed record AlertingOptions
{
    /// <summary>The section of the configuration file.</summary>
    public const string Section = "alerting";

    /// <summary>A finding this long after an alert's latest one opens a new alert.</summary>
    [OptionRange("1m", "365d")]
    public TimeSpan GroupGap { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The most new alerts of one rule in a minute that are sent one by one; the rest are sent as one summary.</summary>
    [OptionRange("1", "100000")]
    public int FloodLimit { get; init; } = 20;

    /// <summary>The most alerts held in memory; others are read from the store when a finding joins them.</summary>
    [OptionRange("100", "1000000")]
    public int MaxCachedAlerts { get; init; } = 20_000;

    /// <summary>Where alerts are sent.</summary>
    public IReadOnlyList<OutputOptions> Outputs { get; init; } = [];
}

/// <summary>One receiver of alerts.</summary>
public sealed record OutputOptions
{
    /// <summary>Its unique name, used in messages, metrics and <c>picket outbox</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it speaks: <c>webhook</c>.</summary>
    [OptionWords("webhook")]
    public required string Kind { get; init; }

    /// <summary>Where to send; <c>https</c>, or <c>http</c> to this machine.</summary>
    public required Uri Url { get; init; }

    /// <summary>Allows <c>http</c> to another machine: alerts then cross the network readable and unproven.</summary>
    public bool AllowPlainHttp { get; init; }

    /// <summary>The key that signs each message (HMAC-SHA256); without one nothing is signed.</summary>
    public SecretReference? SecretRef { get; init; }

    /// <summary>Further request headers by name; their values are references, because most are secrets.</summary>
    public IReadOnlyDictionary<string, SecretReference> Headers { get; init; } =
        System.Collections.Frozen.FrozenDictionary<string, SecretReference>.Empty;

    /// <summary>A PEM file with the only authorities to trust for this receiver; without one, those of the machine.</summary>
    [OptionPath]
    public string? CaFile { get; init; }

    /// <summary>Alerts below this severity are not sent.</summary>
    public Severity MinSeverity { get; init; } = Severity.Low;

    /// <summary>The longest one attempt may take.</summary>
    [OptionRange("100ms", "5m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait after the first failure; it doubles with each further one.</summary>
    [OptionRange("100ms", "1h")]
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two attempts.</summary>
    [OptionRange("1s", "1d")]
    public TimeSpan MaxRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>After this many attempts a delivery becomes a dead letter.</summary>
    [OptionRange("1", "1000000")]
    public int MaxAttempts { get; init; } = 1000;

    /// <summary>A delivery that is older and still fails becomes a dead letter.</summary>
    [OptionRange("1m", "365d")]
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Without the address's path, which is a secret with some receivers.</summary>
    public override string ToString() => $"{Name} ({Kind} at {Url.GetLeftPart(UriPartial.Authority)})";
}
