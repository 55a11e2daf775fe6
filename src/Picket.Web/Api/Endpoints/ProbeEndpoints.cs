using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Picket.Core;

namespace Picket.Web.Api.Endpoints;

/// <summary>/livez and /readyz, as Kubernetes asks them: 200 and a word, or 503 and the reason.</summary>
internal static class ProbeEndpoints
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(5);

    private static readonly string Version =
        typeof(ProbeEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

    public static Task LiveAsync(HttpContext context)
    {
        context.Response.Headers[ApiRoutes.MarkHeader] = Version;
        return WriteAsync(context, StatusCodes.Status200OK, "ok");
    }

    public static async Task ReadyAsync(HttpContext context)
    {
        var problem = await ProblemAsync(context);
        if (problem.Length == 0)
            await WriteAsync(context, StatusCodes.Status200OK, "ok");
        else
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"not ready: {problem}");
    }

    private static async Task<string> ProblemAsync(HttpContext context)
    {
        var services = context.RequestServices;
        using var timeout = new CancellationTokenSource(ReadyTimeout, services.GetRequiredService<TimeProvider>());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            return (await services.GetRequiredService<IOperations>().HealthAsync(either.Token)).Store.Problem;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return $"the store did not answer within {ReadyTimeout.TotalSeconds} s";
        }
        catch (StoreUnavailableException exception)
        {
            return exception.Message;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Picket.Web.Api");
            Log.CallFailed(logger, exception, context.Request.Method, context.Request.Path);
            return "the store's state cannot be read; the server's log has the details";
        }
    }

    private static Task WriteAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}
