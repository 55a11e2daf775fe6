using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Picket.Core;

namespace Picket.Web.Api.Endpoints;

/// <summary>Answers one call.</summary>
internal delegate Task<IResult> ApiHandler(
    HttpContext context, IOperations operations, CancellationToken cancellationToken);

/// <summary>The door every API call goes through: whatever fails inside leaves as a problem with a code.</summary>
internal static class ApiDoor
{
    private static readonly TimeSpan StoreRetryAfter = TimeSpan.FromSeconds(10);

    public static RequestDelegate Open(ApiHandler handler) => context => AnswerAsync(context, handler);

    public static async Task<IResult> ResultAsync(HttpContext context, Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (RefusedException exception)
        {
            return exception.Problem.ToResult();
        }
        catch (QueryException exception)
        {
            return ApiProblem.WrongQuery(exception).ToResult();
        }
        catch (StoreUnavailableException exception)
        {
            SetRetryAfter(context, StoreRetryAfter);
            return ApiProblem.StoreUnavailable(exception.Message).ToResult();
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ApiProblem.TooLarge(RequestBody.Limit(context)).ToResult();
        }
        catch (Exception exception) when (
            exception is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Picket.Web.Api");
            Log.CallFailed(logger, exception, context.Request.Method, context.Request.Path);
            return ApiProblem.Unexpected().ToResult();
        }
    }

    public static void SetRetryAfter(HttpContext context, TimeSpan wait) =>
        context.Response.Headers.RetryAfter =
            Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static async Task AnswerAsync(HttpContext context, ApiHandler handler)
    {
        var operations = context.RequestServices.GetRequiredService<IOperations>();
        var result = await ResultAsync(context, () => handler(context, operations, context.RequestAborted));
        context.Response.Headers.CacheControl = "no-store";
        await result.ExecuteAsync(context);
    }
}

/// <summary>Ends a call with a problem.</summary>
internal sealed class RefusedException(ApiProblem problem) : Exception(problem.Detail)
{
    public ApiProblem Problem { get; } = problem;
}

internal static partial class Log
{
    [LoggerMessage(8001, LogLevel.Error, "{Method} {Path} could not be answered.")]
    public static partial void CallFailed(ILogger logger, Exception exception, string method, string path);
}
