namespace Picket.Pipeline.Collecting.AuditFile;

/// <summary>Which audit log files to read, and how.</summary>
public sealed record AuditFileOptions
{
    /// <summary>The configured name.</summary>
    public required string Name { get; init; }

    /// <summary>The cluster of entries that do not say so themselves.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>Paths, or patterns with <c>*</c>, <c>?</c> and <c>**</c>.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Whether to wait for more at the end (tail), or to end there (bulk load).</summary>
    public bool Follow { get; init; } = true;

    /// <summary>How often to look for more bytes when there were none.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often to look for new, rotated and again readable files.</summary>
    public TimeSpan SearchInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a rotated file is still read: its writer may hold it open a little longer.</summary>
    public TimeSpan RotationGrace { get; init; } = TimeSpan.FromSeconds(5);
}
