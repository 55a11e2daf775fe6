using System.Text.Json;
using Picket.Core;
using Picket.Web.Api.Json;

namespace Picket.Web.Api.Client;

/// <summary>Makes of a problem the exception that was thrown on the other side.</summary>
internal static class ApiProblemReader
{
    public static async Task<ApiProblem> ReadAsync(
        HttpResponseMessage response, Stream body, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType != ApiProblem.MediaType)
            return NotOurs(status);
        try
        {
            return await JsonSerializer.DeserializeAsync(body, ApiJson.Default.ApiProblem, cancellationToken)
                ?? NotOurs(status);
        }
        catch (JsonException)
        {
            return NotOurs(status);
        }
    }

    public static Exception ToException(ApiProblem problem) => problem switch
    {
        { Problems.Count: > 0 } => new QueryException(problem.Problems),
        { Code: ApiProblem.StoreUnavailableCode } => new StoreUnavailableException(problem.Detail, null),
        { Code: ApiProblem.ProofNotWrittenCode } => new IOException(problem.Detail),
        _ => new ApiException(problem.Status, problem.Code, problem.Detail),
    };

    private static ApiProblem NotOurs(int status) => new(status, "PKT8021", "The answer is not Picket's",
        $"The server answered with status {status} and no explanation; is another program listening there?");
}
