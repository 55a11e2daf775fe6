namespace Picket.Pipeline.Alerting.Delivering;

/// <summary>
/// How long to wait after the n-th failure: doubling from <paramref name="first"/> up to <paramref name="longest"/>, less a
/// random part of up to a fifth, so that many senders do not come back together.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    /// <summary>A receiver may ask for patience, but not for ever.</summary>
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(1);

    private const double Jitter = 0.2;

    /// <summary>The wait after <paramref name="failures"/> failures in a row (from 1), or longer where the receiver asks for it.</summary>
    public TimeSpan After(int failures, TimeSpan? retryAfter)
    {
        var factor = Math.Pow(2, Math.Min(failures - 1, 30));
        var wait = TimeSpan.FromSeconds(Math.Min(first.TotalSeconds * factor, longest.TotalSeconds));
        wait *= 1 - (Jitter * random.NextDouble());
        var asked = retryAfter is { } wish && wish < MaxRetryAfter ? wish : retryAfter is null ? TimeSpan.Zero : MaxRetryAfter;
        return wait > asked ? wait : asked;
    }
}
