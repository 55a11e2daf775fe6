using Microsoft.AspNetCore.Http;
using Picket.Core;
using Picket.Web.Api.Json;

namespace Picket.Web.Api.Endpoints;

/// <summary>Library, report, evidence, health and deliveries.</summary>
internal sealed class WatchEndpoints(ApiBounds bounds)
{
    private const int DefaultDeliveries = 100;

    private static readonly ReplayCall EveryOutput = new(null);

    public static async Task<IResult> LibraryAsync(
        HttpContext context, IOperations operations, CancellationToken cancellationToken) =>
        TypedResults.Json(await operations.LibraryAsync(cancellationToken), ApiJson.Default.QueryLibrary);

    public static async Task<IResult> ReportAsync(
        HttpContext context, IOperations operations, CancellationToken cancellationToken) =>
        TypedResults.Json(await operations.ReportAsync(cancellationToken), ApiJson.Default.Report);

    public static async Task<IResult> ExportAsync(
        HttpContext context, IOperations operations, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Json(await operations.ExportEvidenceAsync(cancellationToken),
                ApiJson.Default.ExportFiles);
        }
        catch (IOException exception)
        {
            return ApiProblem.ProofNotWritten(exception.Message).ToResult();
        }
    }

    public static async Task<IResult> HealthAsync(
        HttpContext context, IOperations operations, CancellationToken cancellationToken) =>
        TypedResults.Json(await operations.HealthAsync(cancellationToken), ApiJson.Default.HealthView);

    public async Task<IResult> DeliveriesAsync(
        HttpContext context, IOperations operations, CancellationToken cancellationToken)
    {
        var state = QueryString.Word(context.Request, "state", DeliveryState.Dead);
        var limit = QueryString.Number(context.Request, "limit", DefaultDeliveries, bounds.MaxItems);
        return TypedResults.Json(
            await operations.DeliveriesAsync(state, limit, cancellationToken), ApiJson.Default.Deliveries);
    }

    public static async Task<IResult> ReplayAsync(
        HttpContext context, IOperations operations, CancellationToken cancellationToken)
    {
        var call = await RequestBody.ReadAsync(context, ApiJson.Default.ReplayCall, EveryOutput, cancellationToken);
        var replayed = await operations.ReplayDeliveriesAsync(call.Output, cancellationToken);
        return TypedResults.Json(new ReplayReply(replayed), ApiJson.Default.ReplayReply);
    }
}
