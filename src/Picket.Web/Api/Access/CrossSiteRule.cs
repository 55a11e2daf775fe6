using Microsoft.AspNetCore.Http;

namespace Picket.Web.Api.Access;

/// <summary>
/// Keeps other sites' pages from changing anything through a visitor's browser. What changes state must come from a
/// page of this origin, and on the API also carry what a foreign page cannot send without leave: JSON, or our own
/// header.
/// </summary>
internal static class CrossSiteRule
{
    public static ApiProblem? Judge(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method))
            return null;

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
            return ApiProblem.CrossSite(
                $"The browser says the request is '{site}'; only pages of this server may change state.");

        var origin = request.Headers.Origin.ToString();
        var own = $"{request.Scheme}://{request.Host}";
        if (origin.Length > 0 && !origin.Equals(own, StringComparison.OrdinalIgnoreCase))
            return ApiProblem.CrossSite($"The request's origin is '{origin}'; only pages of '{own}' may change state.");

        if (!request.Path.StartsWithSegments(ApiRoutes.Prefix.TrimEnd('/')) ||
            request.HasJsonContentType() || request.Headers.ContainsKey(ApiRoutes.MarkHeader))
        {
            return null;
        }

        return ApiProblem.CrossSite(
            $"Send JSON with 'Content-Type: application/json', or set the header '{ApiRoutes.MarkHeader}: 1'.");
    }
}
