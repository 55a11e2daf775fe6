namespace Picket.Core;

/// <summary>Append-only, hash-chained, signed. If it cannot write, the caller hears of it.</summary>
public interface IEvidenceLedger
{
    /// <summary>Appends one entry; on return it is on disk.</summary>
    /// <exception cref="IOException">The proof could not be written.</exception>
    Task<Evidence> AppendAsync(string kind, string subject, string body, CancellationToken cancellationToken);
}
