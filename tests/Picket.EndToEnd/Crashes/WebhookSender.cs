using System.Collections.Concurrent;
using System.Net;
using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.Crashes;

/// <summary>
/// Posts bodies as API servers do: several at a time, each again and again until it is acknowledged, also when an answer
/// was lost with the server.
/// </summary>
internal sealed class WebhookSender
{
    /// <summary>The first event of each body is a finding, the others are harmless.</summary>
    public const int EventsInBody = 40;

    private const int Lanes = 3;

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(20);

    private readonly Task _sending;
    private readonly ConcurrentQueue<(HttpStatusCode Status, string Body)> _refusals = new();
    private volatile HttpClient _client;
    private volatile bool _isStopping;
    private int _acknowledged;

    public WebhookSender(HttpClient client, CancellationToken cancellationToken)
    {
        _client = client;
        _sending = Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => SendAsync($"lane{lane}", cancellationToken)));
    }

    /// <summary>Bodies acknowledged so far.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Answers other than 200, in their order.</summary>
    public IReadOnlyList<(HttpStatusCode Status, string Body)> Refusals => [.. _refusals];

    /// <summary>The server has come back elsewhere.</summary>
    public void Turn(HttpClient client) => _client = client;

    /// <summary>Ends each lane with its last body acknowledged; what was acknowledged is then exactly what was sent.</summary>
    public async Task<int> FinishAsync()
    {
        _isStopping = true;
        await _sending;
        return Acknowledged;
    }

    private async Task SendAsync(string lane, CancellationToken cancellationToken)
    {
        for (var body = 0; !_isStopping; body++)
        {
            var first = body * EventsInBody;
            string[] events =
            [
                AuditEvents.ClusterAdmin(lane, first, $"{lane}@shop.example"),
                .. Enumerable.Range(first + 1, EventsInBody - 1).Select(number => AuditEvents.Read(lane, number)),
            ];
            while (!await TryPostAsync(events, cancellationToken))
            {
                await Task.Delay(RetryPause, cancellationToken);
            }

            Interlocked.Increment(ref _acknowledged);
        }
    }

    private async Task<bool> TryPostAsync(string[] events, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await AuditEvents.SendAsync(_client, events, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return true;
            }

            _refusals.Enqueue((answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken)));
            return false;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or ObjectDisposedException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false; // killed in between: nobody knows what became of the body, so it is sent again
        }
    }
}
