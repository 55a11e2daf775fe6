using Picket.Core;

namespace Picket.Configuration;

/// <summary>How much a query may ask for, and what it may read besides the tables.</summary>
public sealed record QueryOptions
{
    /// <summary>The section of the configuration file.</summary>
    public const string Section = "query";

    /// <summary>The most rows of a result; more are cut, and it is said.</summary>
    [OptionRange("1", "5000000")]
    public int MaxRows { get; init; } = 500_000;

    /// <summary>The largest result, counted as text; more is cut, and it is said.</summary>
    [OptionRange("1KiB", "1GiB")]
    public ByteSize MaxBytes { get; init; } = new(64_000_000);

    /// <summary>The longest a query may take.</summary>
    [OptionRange("1s", "1h")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The most memory of the query engine; what does not fit is spilled to the data folder.</summary>
    [OptionRange("64MiB", "64GiB")]
    public ByteSize MemoryLimit { get; init; } = new(512L << 20);

    /// <summary>The folder of watchlists, a CSV file each; <c>watchlists</c> in the data folder when it is not set.</summary>
    [OptionPath]
    public string? Watchlists { get; init; }

    /// <summary>Folders with saved queries of your own, besides those shipped.</summary>
    [OptionPath]
    public IReadOnlyList<string> Saved { get; init; } = [];

    /// <summary>From where <c>externaldata</c> may read; nowhere, unless something is named.</summary>
    public ExternalOptions ExternalData { get; init; } = new();
}

/// <summary>From where <c>externaldata</c> may read; without a host and a folder it reads nothing.</summary>
public sealed record ExternalOptions
{
    /// <summary>Hosts that may be asked, by HTTPS only: <c>lists.example.org</c>, or with a port <c>lists.example.org:8443</c>.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Folders whose files may be read, those of folders in them too.</summary>
    [OptionPath]
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>The largest file, before and after it is unpacked.</summary>
    [OptionRange("1KiB", "1GiB")]
    public ByteSize MaxBytes { get; init; } = new(32L << 20);

    /// <summary>How long one file may take to come.</summary>
    [OptionRange("1s", "10m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
