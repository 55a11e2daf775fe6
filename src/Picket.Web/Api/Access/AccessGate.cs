using System.Net;
using Microsoft.AspNetCore.Http;

namespace Picket.Web.Api.Access;

/// <summary>
/// Stands before everything the server answers. Reachable beyond loopback, or with an access token set, it wants the
/// token (or the cookie a browser got for it). Open on loopback, it wants a loopback name in the Host header, so that
/// no name of an attacker can be pointed here. Either way other sites' pages cannot change anything.
/// </summary>
internal sealed class AccessGate(ApiOptions options, TimeProvider time)
{
    private readonly Secret? _access = Secret.Of(options.AccessToken);
    private readonly Secret? _local = Secret.Of(options.LocalToken);
    private readonly WebhookLock _webhook = new(options);

    private readonly SessionCookie? _session =
        options.AccessToken is { } token ? new(new Secret(token), time) : null;

    /// <summary>
    /// The cookie of signed-in browsers; null when no access token is set, and nobody needs to sign in.
    /// </summary>
    public SessionCookie? Session => _session;

    /// <summary>Whether the token is the one to sign in with.</summary>
    public bool IsAccessToken(string shown) => _access is not null && _access.Matches(shown);

    /// <summary>Lets the request pass, or answers it.</summary>
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (Judge(context) is not { } refusal)
        {
            await next(context);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        if (refusal.Status == StatusCodes.Status401Unauthorized && IsPageVisit(context.Request))
        {
            var back = Uri.EscapeDataString(
                context.Request.PathBase + context.Request.Path + context.Request.QueryString);
            context.Response.Redirect($"{ApiRoutes.SignIn}?return={back}");
            return;
        }

        if (refusal.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"picket\"";
        await refusal.ToResult().ExecuteAsync(context);
    }

    private ApiProblem? Judge(HttpContext context)
    {
        var request = context.Request;
        if (request.Path == ApiRoutes.Live)
            return null;
        if (request.Path.StartsWithSegments(ApiRoutes.Webhook) && options.HasWebhookCredential)
        {
            return _webhook.Opens(context) ? null
                : ApiProblem.NotSignedIn("The audit webhook wants its own bearer token or a known client certificate.");
        }

        if (Bearer.Of(request) is { } shown)
        {
            return IsKnown(shown) ? null : ApiProblem.NotSignedIn("The bearer token is not the right one.");
        }

        return options.RequiresToken ? JudgeBrowser(request) : JudgeOpen(context);
    }

    private ApiProblem? JudgeBrowser(HttpRequest request)
    {
        var isSignIn = request.Path == ApiRoutes.SignIn || request.Path == ApiRoutes.SignInStyle;
        if (!isSignIn && !(_session?.IsShownBy(request) ?? false))
            return ApiProblem.NotSignedIn("Send 'Authorization: Bearer TOKEN', or sign in with a browser.");
        return CrossSiteRule.Judge(request);
    }

    private ApiProblem? JudgeOpen(HttpContext context)
    {
        var host = context.Request.Host.Host;
        if (!LoopbackHost.Is(host) && !options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase))
            return ApiProblem.WrongHost(host);
        // The listeners are on loopback; that the peer is too costs nothing to make sure of.
        if (context.Connection.RemoteIpAddress is { } peer && !IPAddress.IsLoopback(peer))
            return ApiProblem.NotSignedIn("Only this machine may ask a server without an access token.");
        return CrossSiteRule.Judge(context.Request);
    }

    private bool IsKnown(string token)
    {
        // Both are always compared: which of them matched must not show in the time taken.
        var isAccess = _access?.Matches(token) ?? false;
        var isLocal = _local?.Matches(token) ?? false;
        return isAccess | isLocal;
    }

    private static bool IsPageVisit(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api") &&
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
