namespace Picket.Storage.DuckDb;

/// <summary>How the embedded store keeps things.</summary>
public sealed record DuckDbOptions
{
    /// <summary>The data folder.</summary>
    public required string Directory { get; init; }

    /// <summary>The most memory the engine may use, in bytes; what does not fit is spilled to the data folder.</summary>
    public long MemoryLimit { get; init; } = 512L << 20;

    /// <summary>Events in the hot table at which it is sealed without waiting for the hour to end.</summary>
    public int HotRows { get; init; } = 20_000;

    /// <summary>Bytes of hot events (as JSON) at which they are sealed without waiting for the hour to end.</summary>
    public long HotBytes { get; init; } = 12L << 20;

    /// <summary>How long after an hour's end late events are waited for before the hour is sealed.</summary>
    public TimeSpan SealGrace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long records are kept (PCI DSS 10.5.1 asks for twelve months).</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(366);

    /// <summary>Free disk space, in bytes, below which the store stops acknowledging.</summary>
    public long MinFreeBytes { get; init; } = 64L << 20;

    /// <summary>The folder of watchlists; null for <c>watchlists</c> in the data folder.</summary>
    public string? WatchlistFolder { get; init; }

    /// <summary>From where <c>externaldata</c> may read.</summary>
    public ExternalDataOptions ExternalData { get; init; } = new();

    /// <summary>How external addresses are asked, for a proxy or a test of one's own; null for the system's way.</summary>
    public Func<HttpMessageHandler>? ExternalTransport { get; init; }

    /// <summary>The most queries that run at once.</summary>
    public int MaxQueries { get; init; } = 4;
}
