using Picket.Core;

namespace Picket.Web.Api.Client;

/// <summary>The server's answer to a piece of an audit file.</summary>
/// <param name="Counts">What was kept; null when the server could not take the piece now.</param>
/// <param name="Reason">Why it could not; empty when it did.</param>
/// <param name="RetryAfter">When to send the piece again.</param>
public readonly record struct IngestReply(KeptCounts? Counts, string Reason, TimeSpan RetryAfter);
