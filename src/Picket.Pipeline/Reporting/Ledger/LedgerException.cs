namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>Proof could not be written, or the ledger cannot be trusted as it stands.</summary>
public sealed class LedgerException : IOException
{
    /// <summary>Makes one with its stable code.</summary>
    public LedgerException(string code, string message, Exception? inner = null)
        : base($"{code}: {message}", inner) => Code = code;

    /// <summary>The stable code, <c>PKT6nnn</c>.</summary>
    public string Code { get; }
}
