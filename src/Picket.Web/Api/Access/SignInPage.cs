using System.Net;
using System.Text.Encodings.Web;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Picket.Web.Api.Access;

/// <summary>
/// The one page a browser sees before it is signed in. It needs no script and nothing from elsewhere.
/// </summary>
internal sealed class SignInPage(ApiOptions options, AccessGate gate) : IDisposable
{
    private const int MaxFormBytes = 8 * 1024;

    private const string Style = """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eef1f4; color: #17212b; }
        main { width: min(24rem, 90vw); padding: 2rem; background: #fff; border: 1px solid #ccd5dd; border-radius: .5rem; }
        h1 { margin: 0 0 1rem; font-size: 1.4rem; }
        label { display: block; font-weight: 600; }
        input { box-sizing: border-box; width: 100%; margin: .25rem 0 1rem; padding: .6rem; font: inherit;
                border: 1px solid #6b7a88; border-radius: .3rem; background: inherit; color: inherit; }
        button { width: 100%; padding: .6rem; font: inherit; font-weight: 600; color: #fff; background: #0b5394;
                 border: 0; border-radius: .3rem; cursor: pointer; }
        :focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
        [role=alert] { padding: .6rem; border-left: 4px solid #b3261e; background: #fbeae9; color: #5f1410; }
        @media (prefers-color-scheme: dark) {
          body { background: #11181f; color: #e6ebf0; }
          main { background: #1a242e; border-color: #33414e; }
        }
        """;

    private readonly FixedWindowRateLimiter _tries = new(new()
    {
        PermitLimit = options.Bounds.SignInsPerMinute,
        Window = TimeSpan.FromMinutes(1),
        QueueLimit = 0,
    });

    public static Task ShowAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, "");

    public static Task ShowStyleAsync(HttpContext context)
    {
        context.Response.ContentType = "text/css; charset=utf-8";
        return context.Response.WriteAsync(Style, context.RequestAborted);
    }

    public async Task SubmitAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > MaxFormBytes)
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, "The form could not be read. Please try again.");
            return;
        }

        using var lease = _tries.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            context.Response.Headers.RetryAfter = "60";
            await WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many tries. Please wait a minute.");
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (gate.Session is null || !gate.IsAccessToken(form["token"].ToString().Trim()))
        {
            await WriteAsync(context, StatusCodes.Status401Unauthorized, "That is not the right token.");
            return;
        }

        gate.Session.Set(context);
        SeeOther(context, LocalPath(context.Request.Query["return"].ToString()));
    }

    public static Task SignOutAsync(HttpContext context)
    {
        SessionCookie.Clear(context);
        SeeOther(context, ApiRoutes.SignIn);
        return Task.CompletedTask;
    }

    public void Dispose() => _tries.Dispose();

    private static void SeeOther(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }

    /// <summary>The path to go back to; anything that could lead to another site becomes the start page.</summary>
    private static string LocalPath(string path) =>
        path is ['/', not ('/' or '\\'), ..] && !path.AsSpan().ContainsAny('\\', '\r', '\n') && path.All(char.IsAscii)
            ? path : "/";

    private static async Task WriteAsync(HttpContext context, int status, string message)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        var back = LocalPath(context.Request.Query["return"].ToString());
        await response.WriteAsync(Page(message, UrlEncoder.Default.Encode(back)), context.RequestAborted);
    }

    private static string Page(string message, string back) => $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Sign in · Picket</title>
          <link rel="stylesheet" href="{ApiRoutes.SignInStyle}">
        </head>
        <body>
          <main>
            <h1>Picket</h1>
            {(message.Length == 0 ? "" : $"<p role=\"alert\">{WebUtility.HtmlEncode(message)}</p>")}
            <form method="post" action="{ApiRoutes.SignIn}?return={back}">
              <label for="token">Access token</label>
              <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
              <button type="submit">Sign in</button>
            </form>
          </main>
        </body>
        </html>
        """;
}
