using System.Diagnostics;

namespace Picket.EndToEnd.Running;

/// <summary>Waiting for something to come true, for a bounded time.</summary>
internal static class Poll
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is not null, and returns it.</summary>
    /// <exception cref="TimeoutException">It did not come true in time; the message names <paramref name="what"/>.</exception>
    public static async Task<T> ForAsync<T>(string what, TimeSpan longest, Func<Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (watch.Elapsed > longest)
            {
                throw new TimeoutException($"Not within {longest.TotalSeconds} s: {what}");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <inheritdoc cref="ForAsync"/>
    public static Task UntilAsync(string what, TimeSpan longest, Func<Task<bool>> isTrue, CancellationToken cancellationToken) =>
        ForAsync(what, longest, async () => await isTrue() ? what : null, cancellationToken);
}
