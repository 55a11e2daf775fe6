using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Picket.Web.Api.Endpoints;

/// <summary>Keeps calls that read much of the store from crowding out the stream of events.</summary>
internal sealed class QueryGate(ApiOptions options) : IDisposable
{
    private static readonly TimeSpan BusyRetryAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrencyLimiter _running = new(new()
    {
        PermitLimit = options.Bounds.ConcurrentQueries,
        QueueLimit = 0,
    });

    private readonly TokenBucketRateLimiter _rate = new(new()
    {
        TokenLimit = options.Bounds.QueriesPerMinute,
        TokensPerPeriod = Math.Max(1, options.Bounds.QueriesPerMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    public ApiHandler Guard(ApiHandler handler) => async (context, operations, cancellationToken) =>
    {
        using var slot = _running.AttemptAcquire();
        if (!slot.IsAcquired)
            throw Busy(context,
                $"{options.Bounds.ConcurrentQueries} queries are running already; try again when one is done.");
        using var turn = _rate.AttemptAcquire();
        if (!turn.IsAcquired)
            throw Busy(context, $"More than {options.Bounds.QueriesPerMinute} queries a minute; ask less often.");
        return await handler(context, operations, cancellationToken);
    };

    public void Dispose()
    {
        _running.Dispose();
        _rate.Dispose();
    }

    private static RefusedException Busy(HttpContext context, string detail)
    {
        ApiDoor.SetRetryAfter(context, BusyRetryAfter);
        return new(ApiProblem.Busy(detail));
    }
}
