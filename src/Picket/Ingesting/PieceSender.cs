using Picket.Core;
using Picket.Web.Api.Client;

namespace Picket.Ingesting;

/// <summary>Sends pieces to a running server, a few at a time, and again while the server says that it cannot take them now.</summary>
/// <param name="server">The server.</param>
/// <param name="time">For waiting.</param>
internal sealed class PieceSender(ApiClient server, TimeProvider time)
{
    // While one piece is being kept, the next is read and sent.
    private const int UnderWay = 2;

    // Escaped, it must leave room in a request line of 8 KiB.
    private const int MaxEscapedOrigin = 6 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Sends all of them; <paramref name="kept"/> is told, one at a time, what became of each.</summary>
    /// <exception cref="StoreUnavailableException">The server could not take a piece for a minute.</exception>
    /// <exception cref="ApiException">The server refuses a piece.</exception>
    /// <exception cref="HttpRequestException">The server stopped answering.</exception>
    public async Task SendAsync(IAsyncEnumerable<Piece> pieces, Action<Piece, KeptCounts> kept, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = UnderWay, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(pieces, parallel, async (piece, stop) =>
        {
            var counts = await SendAsync(piece, stop);
            lock (gate)
                kept(piece, counts);
        });
    }

    private async Task<KeptCounts> SendAsync(Piece piece, CancellationToken cancellationToken)
    {
        var origin = Uri.EscapeDataString(piece.Origin).Length <= MaxEscapedOrigin ? piece.Origin : Path.GetFileName(piece.Origin);
        var first = time.GetTimestamp();
        while (true)
        {
            var reply = await server.IngestAsync(piece.Bytes, origin, piece.Line, cancellationToken);
            if (reply.Counts is { } counts)
                return counts;
            if (time.GetElapsedTime(first) + reply.RetryAfter > Patience)
            {
                throw new StoreUnavailableException(
                    $"{reply.Reason} '{piece.Origin}' was sent for {Patience.TotalSeconds} s from line {piece.Line} on. " +
                    "Load the files again later: what is kept already counts as duplicates.", null);
            }

            await Task.Delay(reply.RetryAfter, time, cancellationToken);
        }
    }
}
