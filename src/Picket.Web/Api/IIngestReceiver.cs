using System.IO.Pipelines;

namespace Picket.Web.Api;

/// <summary>Takes pieces of audit files; the collecting room stands behind it.</summary>
public interface IIngestReceiver
{
    /// <summary>Reads a piece in any form the webhook takes, and returns when its events are durable, or cannot become so now.</summary>
    /// <param name="body">The body; its length is bounded by the server.</param>
    /// <param name="origin">The file's name, for quarantine.</param>
    /// <param name="linesBefore">Lines of the file before the piece.</param>
    /// <param name="cancellationToken">Ends when the sender goes away or the server stops.</param>
    Task<WebhookReply> IngestAsync(PipeReader body, string origin, long linesBefore, CancellationToken cancellationToken);
}
