using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Picket.Web.Api.Endpoints;

/// <summary>The JSON body of a call.</summary>
internal static class RequestBody
{
    /// <summary>Reads the body; an empty body is a call with nothing in it.</summary>
    public static async Task<T> ReadAsync<T>(
        HttpContext context, JsonTypeInfo<T> type, T whenEmpty, CancellationToken cancellationToken) where T : class
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0)
            throw new RefusedException(ApiProblem.WrongEncoding(encoding));
        if (context.Request.ContentLength is 0)
            return whenEmpty;
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, cancellationToken) ?? whenEmpty;
        }
        catch (JsonException exception)
        {
            throw new RefusedException(ApiProblem.BadBody(
                $"The body is not the JSON expected here, at line {exception.LineNumber + 1}, byte " +
                $"{exception.BytePositionInLine + 1}, field '{exception.Path}'."));
        }
    }

    public static long Limit(HttpContext context) =>
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0;
}

/// <summary>The largest body an endpoint reads; routing hands it to the server before the body is touched.</summary>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}
