using Microsoft.AspNetCore.Http;
using Picket.Core;
using Picket.Web.Api.Json;

namespace Picket.Web.Api;

/// <summary>What went wrong, as <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Title">What kind of problem it is, always the same for a code.</param>
/// <param name="Detail">What was found and what to do.</param>
public sealed record ApiProblem(int Status, string Code, string Title, string Detail)
{
    internal const string NotFoundCode = "PKT8003";
    internal const string StoreUnavailableCode = "PKT8009";
    internal const string ProofNotWrittenCode = "PKT8011";

    /// <summary>The media type of a problem.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>What is wrong with a query, and where.</summary>
    public IReadOnlyList<QueryProblem> Problems { get; init; } = [];

    internal IResult ToResult() => TypedResults.Json(this, ApiJson.Default.ApiProblem, MediaType, Status);

    internal static ApiProblem BadBody(string detail) => new(400, "PKT8001", "The request cannot be read", detail);

    internal static ApiProblem TooLarge(long limit) =>
        new(413, "PKT8002", "The request is too large", $"The body is larger than {limit} bytes; send less at a time.");

    internal static ApiProblem NotFound(string detail) =>
        new(404, NotFoundCode, "There is nothing of that name", detail);

    internal static ApiProblem BadValue(string detail) => new(400, "PKT8004", "A value is not allowed", detail);

    internal static ApiProblem Busy(string detail) => new(429, "PKT8005", "Too much at once", detail);

    internal static ApiProblem NotSignedIn(string detail) => new(401, "PKT8006", "A token is required", detail);

    internal static ApiProblem WrongHost(string host) => new(403, "PKT8007", "This host name is not served",
        $"The Host header says '{host}'. A server without an access token answers to loopback names only; " +
        "add the name to 'server.allowedHosts' or set 'server.tokenRef'.");

    internal static ApiProblem CrossSite(string detail) =>
        new(403, "PKT8008", "The request came from another site", detail);

    internal static ApiProblem StoreUnavailable(string detail) =>
        new(503, StoreUnavailableCode, "The store cannot write now", detail);

    internal static ApiProblem Unexpected() => new(500, "PKT8010", "Picket failed",
        "The request could not be answered because of a fault in Picket; the server's log has the details.");

    internal static ApiProblem ProofNotWritten(string detail) =>
        new(500, ProofNotWrittenCode, "The evidence could not be written", detail);

    internal static ApiProblem WrongQuery(QueryException exception) =>
        new(400, "PKT8012", "The query cannot be answered", exception.Message) { Problems = exception.Problems };

    internal static ApiProblem WrongEncoding(string encoding) => new(415, "PKT8013", "The encoding is not supported",
        $"The body is encoded as '{encoding}'; send it unencoded.");
}
