using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Picket.Web.Console.Assets;

/// <summary>
/// The console's style sheet, script and icon. They are embedded in the assembly and served under a name that holds a
/// hash of their content, so a browser may keep them for ever and never shows an old one.
/// </summary>
internal static class ConsoleAssets
{
    private static readonly string[] StyleSheets =
        ["tokens", "base", "layout", "parts", "controls", "tables", "overview", "alerts", "hunt", "requirements", "print"];

    private static readonly FrozenDictionary<string, Asset> Assets = new[]
    {
        Asset.Of("console.css", "text/css; charset=utf-8", [.. StyleSheets.Select(name => $"css/{name}.css")]),
        Asset.Of("console.js", "text/javascript; charset=utf-8", "console.js"),
        Asset.Of("icon.svg", "image/svg+xml", "icon.svg"),
    }.ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    /// <summary>Where a page finds the asset.</summary>
    public static string Url(string name) => $"/assets/{Assets[name].Hash}/{name}";

    /// <summary>Serves the assets.</summary>
    public static void MapConsoleAssets(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/assets/{hash}/{name}", (string hash, string name, HttpContext context) =>
        {
            if (!Assets.TryGetValue(name, out var asset) || asset.Hash != hash)
            {
                return Results.NotFound();
            }

            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(asset.Content, asset.Type, entityTag: new EntityTagHeaderValue($"\"{hash}\""));
        }).AllowAnonymous();

    private sealed record Asset(string Name, string Type, byte[] Content, string Hash)
    {
        public static Asset Of(string name, string type, params string[] resources)
        {
            byte[] content = [.. resources.SelectMany(Read)];
            return new(name, type, content, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
        }

        private static byte[] Read(string resource)
        {
            using var stream = typeof(ConsoleAssets).Assembly.GetManifestResourceStream($"console/{resource}")
                ?? throw new InvalidOperationException($"The assembly lacks the console asset '{resource}'.");
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }
}
