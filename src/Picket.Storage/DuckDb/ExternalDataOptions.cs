namespace Picket.Storage.DuckDb;

/// <summary>From where <c>externaldata</c> may read, and how much. Without a host and a folder it reads nothing.</summary>
public sealed record ExternalDataOptions
{
    /// <summary>Hosts, as they stand in the address: <c>lists.example.org</c>, or <c>lists.example.org:8443</c> for a port of its own. Only HTTPS.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Folders whose files, and those of folders in them, may be read.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>The most bytes of one file, before and after it is unpacked.</summary>
    public long MaxBytes { get; init; } = 32L << 20;

    /// <summary>How long one file may take to come.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
