using Microsoft.AspNetCore.Http;
using Picket.Core;
using Picket.Web.Api.Json;

namespace Picket.Web.Api.Endpoints;

/// <summary>POST /api/v1/query.</summary>
internal sealed class QueryEndpoint(ApiBounds bounds)
{
    private static readonly QueryCall Nothing = new(null, null, null, null);

    public async Task<IResult> RunAsync(
        HttpContext context, IOperations operations, CancellationToken cancellationToken)
    {
        var call = await RequestBody.ReadAsync(context, ApiJson.Default.QueryCall, Nothing, cancellationToken);
        if (string.IsNullOrWhiteSpace(call.Query))
            throw new RefusedException(ApiProblem.BadValue("'query' is missing; it must hold the KQL text."));

        var request = new QueryRequest(call.Query) { Now = call.Now?.ToUniversalTime() };
        if (call.MaxRows is { } rows)
            request = request with { MaxRows = InRange("maxRows", rows, bounds.MaxRows) };
        if (call.TimeoutSeconds is { } seconds)
            request = request with { Timeout = InRange(seconds) };
        return TypedResults.Json(await operations.QueryAsync(request, cancellationToken), ApiJson.Default.QueryResult);
    }

    private static int InRange(string name, int value, int most) => value >= 1 && value <= most ? value :
        throw new RefusedException(ApiProblem.BadValue($"'{name}' is {value}; it must be from 1 to {most}."));

    private TimeSpan InRange(double seconds)
    {
        if (seconds > 0 && seconds <= bounds.MaxQueryTime.TotalSeconds)
            return TimeSpan.FromSeconds(seconds);
        throw new RefusedException(ApiProblem.BadValue(
            $"'timeoutSeconds' is {seconds}; it must be above 0 and at most {bounds.MaxQueryTime.TotalSeconds}."));
    }
}
