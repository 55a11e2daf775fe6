namespace Picket.Pipeline.Normalising.Envelopes;

/// <summary>One record of an Azure diagnostic setting of an AKS cluster. <c>Log</c> is unescaped.</summary>
internal sealed class DiagnosticRecord
{
    public string Category { get; set; } = "";

    public string Cluster { get; set; } = "";

    public string PodName { get; set; } = "";

    public string Stream { get; set; } = "";

    public DateTime Time { get; set; }

    public ReadOnlyMemory<byte>? Log { get; set; }

    /// <summary>Whether the log text is an audit event.</summary>
    public bool IsAudit => Category is "kube-audit" or "kube-audit-admin";
}
