using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Picket.Core;
using Picket.Pipeline.Alerting;
using Picket.Pipeline.Alerting.Delivering;
using Picket.Pipeline.Alerting.Webhook;
using Xunit;

namespace Picket.Tests.Alerting;

/// <summary>A store, outputs with real receivers and a clock that goes only when told to.</summary>
internal sealed class DeliveryScenario : IAsyncDisposable
{
    private readonly List<OutputOptions> _outputs = [];
    private readonly List<IDisposable> _sinks = [];
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private int _put;
    private int _underWay;

    public MemoryStore Store { get; } = new();

    public FakeTimeProvider Time { get; } = new(Sample.Start);

    public DeliveryDispatcher Dispatcher { get; private set; } = null!;

    public TimeSpan Elapsed => Time.GetUtcNow() - Sample.Start;

    public ISecrets Secrets { get; init; } = new FixedSecrets([]);

    /// <summary>How many sends are meant to hang: the clock does not wait for them.</summary>
    public int Hanging { get; set; }

    public void Add(OutputOptions output) => _outputs.Add(output);

    /// <summary>Starts a dispatcher, as a process does; the one before must have ended.</summary>
    public void Start()
    {
        var sinks = _outputs.Select(o => (Sink: (ISink)Watched(new(o, Secrets, Time)), Options: o)).ToList();
        _stop = new();
        Dispatcher = new(sinks, Store, Store.CommitAsync, Time, new Random(7), NullLogger.Instance);
        _running = Dispatcher.RunAsync(_stop.Token);
    }

    /// <summary>Ends the dispatcher wherever it is, as a crash does.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _stop.Dispose();
    }

    /// <summary>Puts a delivery into the outbox; one per alert unless the alert is named.</summary>
    public async Task<string> PutAsync(string output = "soc", string? alert = null)
    {
        var created = Time.GetUtcNow().UtcDateTime.AddMicroseconds(++_put);
        var delivery = new Delivery
        {
            Id = $"d{_put}-{output}", Output = output, AlertId = alert ?? $"a{_put}", Payload = $$"""{"n":{{_put}}}""",
            Created = created, NextAttempt = Time.GetUtcNow().UtcDateTime, State = DeliveryState.Pending,
        };
        await Store.CommitAsync(new() { Deliveries = { delivery } }, TestContext.Current.CancellationToken);
        Dispatcher?.Wake();
        return delivery.Id;
    }

    public Delivery Delivery(string id) => Store.Deliveries().Single(d => d.Id == id);

    /// <summary>Lets time pass in small steps until the claim holds.</summary>
    public async Task UntilAsync(Func<bool> claim, TimeSpan? within = null, TimeSpan? step = null)
    {
        var end = Time.GetUtcNow() + (within ?? TimeSpan.FromHours(1));
        while (!claim())
        {
            Assert.True(Time.GetUtcNow() < end, $"This did not come true by {Elapsed}.");
            await PassAsync(step ?? TimeSpan.FromSeconds(1), step);
        }
    }

    /// <summary>Lets this much time pass, in steps (of a second) small enough for every wait in between to end and begin anew.</summary>
    public async Task PassAsync(TimeSpan span, TimeSpan? step = null)
    {
        var most = step ?? TimeSpan.FromSeconds(1);
        for (var left = span; left > TimeSpan.Zero; left -= most)
        {
            Time.Advance(left < most ? left : most);
            await SettleAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
            await StopAsync();
        foreach (var sink in _sinks)
            sink.Dispose();
    }

    private WatchedSink Watched(WebhookSink sink)
    {
        _sinks.Add(sink);
        return new(sink, change => Interlocked.Add(ref _underWay, change));
    }

    // The receivers are real: an exchange with one takes real time, which the fake clock must not overtake.
    private async Task SettleAsync()
    {
        for (var (quiet, turns) = (0, 0); quiet < 2 && turns < 2000; turns++)
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
            quiet = Volatile.Read(ref _underWay) <= Hanging ? quiet + 1 : 0;
        }
    }

    private sealed class WatchedSink(ISink inner, Action<int> underWay) : ISink
    {
        public string Name => inner.Name;

        public async Task<SendResult> SendAsync(Delivery delivery, CancellationToken cancellationToken)
        {
            underWay(1);
            try
            {
                return await inner.SendAsync(delivery, cancellationToken);
            }
            finally
            {
                underWay(-1);
            }
        }
    }
}

/// <summary>Secrets by reference text.</summary>
internal sealed class FixedSecrets(Dictionary<string, string> secrets) : ISecrets
{
    public bool TryRead(SecretReference reference, out string secret, out string problem)
    {
        var isKnown = secrets.TryGetValue($"{reference}", out secret!);
        problem = isKnown ? "" : $"The secret '{reference}' is not there.";
        return isKnown;
    }
}
