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

        var request = new QueryRequest(call.Query) { Now = call.Now?.ToUniversalTime(), IsExplained = call.Explain == true };
        if (call.Parameters is { } parameters)
            request = request with { Parameters = Bounded(parameters) };
        if (call.MaxBytes is { } bytes)
            request = request with { MaxBytes = InRange("maxBytes", bytes, bounds.MaxResultBytes) };
        if (call.MaxRows is { } rows)
            request = request with { MaxRows = (int)InRange("maxRows", rows, bounds.MaxRows) };
        if (call.TimeoutSeconds is { } seconds)
            request = request with { Timeout = InRange(seconds) };
        return TypedResults.Json(await operations.QueryAsync(request, cancellationToken), ApiJson.Default.QueryResult);
    }

    private IReadOnlyDictionary<string, string> Bounded(IReadOnlyDictionary<string, string> parameters) =>
        parameters.Count <= bounds.MaxParameters && parameters.Values.All(v => v is not null) ? parameters :
        throw new RefusedException(ApiProblem.BadValue($"'parameters' must be at most {bounds.MaxParameters} texts by name."));

    private static long InRange(string name, long value, long most) => value >= 1 && value <= most ? value :
        throw new RefusedException(ApiProblem.BadValue($"'{name}' is {value}; it must be from 1 to {most}."));

    private TimeSpan InRange(double seconds)
    {
        if (seconds > 0 && seconds <= bounds.MaxQueryTime.TotalSeconds)
            return TimeSpan.FromSeconds(seconds);
        throw new RefusedException(ApiProblem.BadValue(
            $"'timeoutSeconds' is {seconds}; it must be above 0 and at most {bounds.MaxQueryTime.TotalSeconds}."));
    }
}
