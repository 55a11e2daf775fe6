using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Picket.Core;
using Picket.Web.Console.Parts;

namespace Picket.Web.Console;

/// <summary>
/// Stands before every console endpoint: sets the security headers, turns away what other sites send, and makes a page
/// of what goes wrong.
/// </summary>
internal sealed partial class ConsoleGate(RequestDelegate next, ILogger<ConsoleGate> logger)
{
    /// <summary>Nothing from elsewhere, nothing inline: text of an attacker in an event stays text.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Answers one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ConsoleEndpoint>() is null)
        {
            await next(context);
            return;
        }

        SetHeaders(context.Response.Headers);
        if (IsSentByAnotherSite(context.Request))
        {
            await Failure.Page(403, "PKT8504", "Request turned away",
                "Another web site sent this request. Open the console directly instead.").ExecuteAsync(context);
            return;
        }

        await AnswerAsync(context);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted)
        {
            var isStore = exception is StoreUnavailableException;
            PageFailed(logger, exception, isStore ? "PKT8502" : "PKT8501", context.Request.Path);
            context.Response.Clear();
            SetHeaders(context.Response.Headers);

            // A renderer serves one page only; the failed one already took this request's.
            await using var scope = context.RequestServices.CreateAsyncScope();
            context.RequestServices = scope.ServiceProvider;
            await Describe(isStore, exception).ExecuteAsync(context);
        }
    }

    private static IResult Describe(bool isStore, Exception exception) => isStore
        ? Failure.Page(503, "PKT8502", "The store does not answer", $"{exception.Message} Nothing was changed.")
        : Failure.Page(500, "PKT8501", "This page could not be made",
            "Picket met an error it did not expect. The server's log has the details under this code. " +
            "Collecting and alerting go on.");

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
    }

    /// <summary>Following a link to a page is fine; posting to it or embedding it (to run a query) is not.</summary>
    private static bool IsSentByAnotherSite(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (StringValues.IsNullOrEmpty(site) || site == "same-origin" || site == "none")
        {
            return false;
        }

        return !HttpMethods.IsGet(request.Method) || request.Headers["Sec-Fetch-Mode"] != "navigate";
    }

    [LoggerMessage(8501, LogLevel.Error, "{Code}: the console page '{Path}' failed")]
    private static partial void PageFailed(ILogger logger, Exception exception, string code, PathString path);
}
