using Microsoft.AspNetCore.Http;

namespace Picket.Web.Api.Access;

/// <summary>The token of an <c>Authorization: Bearer</c> header (RFC 6750 §2.1).</summary>
internal static class Bearer
{
    private const string Scheme = "Bearer ";

    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }
}
