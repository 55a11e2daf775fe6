using Microsoft.AspNetCore.Http;
using Picket.Core;
using Picket.Web.Api.Json;

namespace Picket.Web.Api.Endpoints;

/// <summary>The calls below /api/v1/alerts.</summary>
internal sealed class AlertEndpoints(ApiBounds bounds)
{
    private const int MaxNameLength = 200;

    private static readonly StateCall Nothing = new(AlertState.Unknown, null, null);

    public async Task<IResult> ListAsync(
        HttpContext context, IOperations operations, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var filter = new AlertFilter
        {
            States = QueryString.WordList<AlertState>(request, "state"),
            AtLeast = QueryString.Word(request, "severity", Severity.Unknown),
            Since = QueryString.Time(request, "since"),
            Id = request.Query["id"].ToString() is { Length: > 0 } id ? id : null,
            Limit = QueryString.Number(request, "limit", new AlertFilter().Limit, bounds.MaxItems),
        };
        return TypedResults.Json(await operations.AlertsAsync(filter, cancellationToken), ApiJson.Default.Alerts);
    }

    public static async Task<IResult> ShowAsync(
        HttpContext context, IOperations operations, CancellationToken cancellationToken)
    {
        var id = Id(context);
        var detail = await operations.AlertAsync(id, cancellationToken);
        return detail is null ? NotFound(id) : TypedResults.Json(detail, ApiJson.Default.AlertDetail);
    }

    public async Task<IResult> ChangeAsync(
        HttpContext context, IOperations operations, CancellationToken cancellationToken)
    {
        var call = await RequestBody.ReadAsync(context, ApiJson.Default.StateCall, Nothing, cancellationToken);
        if (call.State == AlertState.Unknown)
            throw new RefusedException(ApiProblem.BadValue(
                $"'state' is missing; it must be one of {string.Join(", ", Words.All<AlertState>())}."));

        var by = Bounded("by", call.By ?? "", MaxNameLength);
        var note = Bounded("note", call.Note ?? "", bounds.MaxNoteLength);
        if (string.IsNullOrWhiteSpace(by))
            throw new RefusedException(
                ApiProblem.BadValue("'by' is missing; it must name the person who changes the alert."));

        var id = Id(context);
        var changed = await operations.ChangeAlertAsync(id, call.State, by, note, cancellationToken);
        return changed is null ? NotFound(id) : TypedResults.Json(changed, ApiJson.Default.Alert);
    }

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static IResult NotFound(string id) =>
        ApiProblem.NotFound($"There is no alert '{id}'. 'picket alerts --state all' lists those kept.").ToResult();

    private static string Bounded(string name, string text, int most) => text.Length <= most ? text :
        throw new RefusedException(
            ApiProblem.BadValue($"'{name}' is {text.Length} characters long; at most {most} are kept."));
}
