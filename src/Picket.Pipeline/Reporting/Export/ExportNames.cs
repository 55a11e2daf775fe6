using System.Collections.Frozen;
using Picket.Pipeline.Reporting.Ledger;

namespace Picket.Pipeline.Reporting.Export;

/// <summary>The files of an export.</summary>
public static class ExportNames
{
    /// <summary>The report as JSON.</summary>
    public const string ReportJson = "report.json";

    /// <summary>The report as a page for a person.</summary>
    public const string ReportHtml = "report.html";

    /// <summary>The evidence ledger.</summary>
    public const string Ledger = EvidenceLedger.FileName;

    /// <summary>The public key that signed it.</summary>
    public const string PublicKey = LedgerKey.PublicFile;

    /// <summary>The store's manifest: the hash chain over its sealed segments.</summary>
    public const string StoreManifest = "manifest.chain";

    /// <summary>What the export consists of.</summary>
    public const string Manifest = "MANIFEST.json";

    /// <summary>The signature over <see cref="Manifest"/> (DER).</summary>
    public const string Signature = "export.sig";

    /// <summary>The files that <see cref="Manifest"/> must list.</summary>
    internal static FrozenSet<string> Listed { get; } =
        FrozenSet.Create(StringComparer.Ordinal, ReportJson, ReportHtml, Ledger, PublicKey, StoreManifest);
}
