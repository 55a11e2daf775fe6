namespace Picket.Storage.Segments;

/// <summary>What a manifest entry records.</summary>
public enum ManifestKind
{
    /// <summary>A segment was sealed.</summary>
    Sealed,

    /// <summary>A segment was removed because its retention had ended; its sealing entry stays.</summary>
    Expired,
}

/// <summary>
/// One link of the chain. Times are UTC, of <c>TimeGenerated</c>; <c>Path</c> is relative to the data folder and uses '/'.
/// <c>Previous</c> is the hash of the line before, 64 zeros for the first.
/// </summary>
public sealed record ManifestEntry
{
    /// <summary>The first link's <see cref="Previous"/>.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Position in the chain, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>Sealed or expired.</summary>
    public required ManifestKind Kind { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The Parquet file.</summary>
    public required string Path { get; init; }

    /// <summary>Time of the oldest row.</summary>
    public required DateTime From { get; init; }

    /// <summary>Time of the newest row.</summary>
    public required DateTime To { get; init; }

    /// <summary>Rows in the file.</summary>
    public required long Rows { get; init; }

    /// <summary>Length of the file in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the file, hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of the term filter beside it (<c>.bloom</c>), hex.</summary>
    public required string BloomSha256 { get; init; }

    /// <summary>When the entry was made.</summary>
    public required DateTime Written { get; init; }

    /// <summary>Hash of the previous line.</summary>
    public required string Previous { get; init; }
}
