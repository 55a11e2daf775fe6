using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Picket.Core;

namespace Picket.Pipeline.Alerting.Delivering;

/// <summary>
/// The line of deliveries before one output, each sent when those before it are. A failure holds the line for a while; a
/// delivery that keeps failing steps aside, so that one message the receiver chokes on does not hold up the rest, but
/// never lets a later message about the same alert pass.
/// </summary>
internal sealed class OutputLine(
    ISink sink, OutputOptions options, IStore store, DeliveryJournal journal, TimeProvider time, Random random, ILogger logger)
{
    /// <summary>How many deliveries are looked at together.</summary>
    private const int Window = 200;

    /// <summary>From this many attempts on a delivery steps aside.</summary>
    private const int PatientAttempts = 3;

    /// <summary>From this many failures in a row the output counts as failing.</summary>
    private const int FailingAfter = 3;

    private static readonly TimeSpan IdlePoll = TimeSpan.FromSeconds(30);

    // One note is enough: who is told twice looks once. Nothing is lost when a second one is dropped.
    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Backoff _backoff = new(options.FirstRetry, options.MaxRetry, random);
    private int _failures;
    private DateTime _pausedUntil;
    private volatile string _problem = "";

    public string Name => sink.Name;

    /// <summary>Why the output does not receive; empty when all is well.</summary>
    public string Problem => _problem;

    /// <summary>Says that there may be something to send.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var wait = await StepAsync(cancellationToken);
            if (wait > TimeSpan.Zero)
                await WaitAsync(wait, cancellationToken);
        }
    }

    /// <summary>Sends at most one delivery; returns how long there is nothing to do.</summary>
    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        var now = Now();
        if (now < _pausedUntil)
            return _pausedUntil - now;

        _wake.Reader.TryRead(out _);
        var pending = await store.ReadDeliveriesAsync(DeliveryState.Pending, Name, Window, cancellationToken);
        var fronts = Fronts(pending);
        if (fronts.FirstOrDefault(d => d.NextAttempt <= now) is { } due)
        {
            await SendAsync(due, cancellationToken);
            return TimeSpan.Zero;
        }

        return fronts.Count == 0 ? IdlePoll : Shorter(IdlePoll, fronts.Min(d => d.NextAttempt) - now);
    }

    /// <summary>The first delivery of each alert, in order: those behind it must wait.</summary>
    private static List<Delivery> Fronts(IReadOnlyList<Delivery> pending)
    {
        var seen = new HashSet<string>();
        return [.. pending.OrderBy(d => d.Created).ThenBy(d => d.Id, StringComparer.Ordinal).Where(d => seen.Add(d.AlertId))];
    }

    private async Task SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var result = await sink.SendAsync(delivery, cancellationToken);
        AlertingMeter.SendTime.Record(
            time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("output", Name));

        var outcome = result.IsDelivered ? Delivered(delivery) : Failed(delivery, result);
        AlertingMeter.Deliveries.Add(1, new TagList { { "output", Name }, { "result", ResultOf(outcome) } });
        await journal.WriteAsync([outcome], cancellationToken);
    }

    private Delivery Delivered(Delivery delivery)
    {
        if (_problem.Length > 0)
            Log.OutputRecovered(logger, Name);
        _failures = 0;
        _problem = "";
        return delivery with { State = DeliveryState.Delivered, Attempts = delivery.Attempts + 1, LastError = "" };
    }

    private Delivery Failed(Delivery delivery, SendResult result)
    {
        var attempts = delivery.Attempts + 1;
        var isTooOld = Now() - delivery.Created > options.MaxAge;
        var failed = delivery with { Attempts = attempts, LastError = result.Error };
        if (!result.IsRetryable || attempts >= options.MaxAttempts || isTooOld)
        {
            // The receiver's answer to this one message says nothing about the next: the line moves on at once,
            // unless the output does not answer at all.
            if (result.IsRetryable)
                Pause(result);
            Log.DeadLetter(logger, delivery.Id, Name, attempts, result.Error);
            return failed with { State = DeliveryState.Dead };
        }

        var pause = Pause(result);
        var aside = attempts >= PatientAttempts ? _backoff.After(attempts, null) : TimeSpan.Zero;
        return failed with { NextAttempt = Now() + pause + aside };
    }

    private TimeSpan Pause(SendResult result)
    {
        _failures++;
        var pause = _backoff.After(_failures, result.RetryAfter);
        _pausedUntil = Now() + pause;
        if (_failures < FailingAfter)
            return pause;

        if (_problem.Length == 0)
            Log.OutputFailing(logger, Name, result.Error);
        _problem = $"PKT5003: Output '{Name}' has failed {_failures} times in a row: {result.Error} "
            + "Its alerts are kept and sent when it answers again.";
        return pause;
    }

    /// <summary>During a pause nothing is sent, whoever wakes; otherwise the first of time and wake ends the wait.</summary>
    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (Now() < _pausedUntil)
        {
            await Task.Delay(wait, time, cancellationToken);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var woken = _wake.Reader.WaitToReadAsync(ending.Token).AsTask();
        await Task.WhenAny(woken, Task.Delay(wait, time, ending.Token));
        await ending.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static string ResultOf(Delivery outcome) => outcome.State switch
    {
        DeliveryState.Delivered => "delivered",
        DeliveryState.Dead => "dead",
        _ => "failed",
    };

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
