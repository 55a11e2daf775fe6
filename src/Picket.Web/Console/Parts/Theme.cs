using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Picket.Web.Console.Parts;

/// <summary>Light, dark, or as the device has it; kept in a cookie so that the choice needs no script.</summary>
internal static class Theme
{
    public const string Auto = "auto";
    private const string Cookie = "picket-theme";
    private const string FormPath = "/theme";

    public static string Of(HttpRequest request) =>
        request.Cookies[Cookie] is ("light" or "dark") and var theme ? theme : Auto;

    /// <summary>No antiforgery token: the worst a forged request does is change a colour.</summary>
    public static void MapThemeForm(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(FormPath, async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var theme = form["theme"] is [("light" or "dark") and var chosen] ? chosen : Auto;
            context.Response.Cookies.Append(Cookie, theme, new()
            {
                MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Strict, HttpOnly = true, IsEssential = true,
            });
            return Forms.SeeOther(Forms.LocalPath(form["back"]));
        }).WithMetadata(Forms.SizeLimit);
}
