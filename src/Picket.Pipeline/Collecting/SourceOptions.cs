using Picket.Core;

namespace Picket.Pipeline.Collecting;

/// <summary>Where audit events come from.</summary>
public sealed record SourceOptions
{
    /// <summary>The section of the configuration file; a list.</summary>
    public const string Section = "sources";

    /// <summary>Its unique name; positions are saved under it, so keep it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is: files, the webhook that an API server posts to, or standard input.</summary>
    [OptionWords("auditFile", "auditWebhook", "stdin")]
    public required string Kind { get; init; }

    /// <summary>The cluster the events belong to where they do not say so themselves.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>Files to read; <c>*</c>, <c>?</c> and <c>**</c> stand for parts of names and folders. <c>.gz</c> is unpacked.</summary>
    [OptionOfKind("auditFile"), OptionPath]
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Whether to wait for more at the end of a file, through rotation; otherwise the source ends there.</summary>
    [OptionOfKind("auditFile")]
    public bool Follow { get; init; } = true;

    /// <summary>The bearer token that the API server must show.</summary>
    [OptionOfKind("auditWebhook")]
    public SecretReference? TokenRef { get; init; }

    /// <summary>A PEM file of authorities; the API server must show a certificate that one of them has issued.</summary>
    [OptionOfKind("auditWebhook"), OptionPath]
    public string? ClientCaFile { get; init; }

    /// <summary>The largest body that is accepted.</summary>
    [OptionOfKind("auditWebhook"), OptionRange("64KiB", "1GiB")]
    public ByteSize MaxBody { get; init; } = new(64L << 20);

    /// <summary>Silence longer than this is a gap (PCI DSS 10.7.2); without it, that of <c>health</c> holds.</summary>
    [OptionRange("1s", "30d")]
    public TimeSpan? SilenceAfter { get; init; }
}
