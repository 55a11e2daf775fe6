using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Picket.Web.Console.Parts;

/// <summary>What the console's POST forms share.</summary>
internal static class Forms
{
    private const long MaxFormBytes = 64 * 1024;

    public static RequestSizeLimitAttribute SizeLimit { get; } = new(MaxFormBytes);

    public static RequireAntiforgeryTokenAttribute Antiforgery { get; } = new(required: true);

    /// <summary>The name an action is recorded under.</summary>
    public static string Who(HttpContext context) => context.User.Identity?.Name is { Length: > 0 } name ? name : "local";

    /// <summary>Whether the form came from a page of this console; the middleware before has checked the token.</summary>
    public static bool IsGenuine(HttpContext context) =>
        context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true };

    public static IResult Expired() => Failure.Page(400, "PKT8505", "The form has expired",
        "The server was restarted since the page was opened, or cookies are off. Nothing was changed. " +
        "Go back, reload the page and send the form again.");

    /// <summary>Sends the browser on with a GET, so that reloading does not repeat the POST.</summary>
    public static IResult SeeOther(string path) => new SeeOtherResult(path);

    /// <summary>The path if it stays on this server; the overview otherwise.</summary>
    public static string LocalPath(string? path) =>
        path is ['/', ..] && path is not (['/', '/' or '\\', ..]) && !path.Any(char.IsControl) ? path : "/";

    private sealed class SeeOtherResult(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
