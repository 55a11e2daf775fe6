using System.Net;
using Picket.Storage.DuckDb;

namespace Picket.Storage.External;

/// <summary>Files of the allowed hosts by HTTPS. A redirect is followed only to a host that is allowed too.</summary>
internal sealed class WebDoor(ExternalDataOptions options, Func<HttpMessageHandler>? transport)
{
    private const int MaxRedirects = 5;
    private const int HttpsPort = 443;

    public byte[] Read(Uri address, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Timeout);
        using var client = new HttpClient(transport?.Invoke() ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        client.Timeout = Timeout.InfiniteTimeSpan;
        try
        {
            return Follow(client, address, timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ExternalReader.Refused($"'externaldata' waited longer than {options.Timeout} ({ExternalReader.Setting("timeout")}) for '{address.Host}'.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw ExternalReader.Refused($"'externaldata' cannot read from '{address.Host}': {exception.Message}");
        }
    }

    private byte[] Follow(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            Check(address);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.Headers.Location is { } next && (int)response.StatusCode is >= 300 and < 400)
            {
                address = new Uri(address, next);
                continue;
            }

            if (response.StatusCode != HttpStatusCode.OK)
                throw ExternalReader.Refused($"'externaldata' was answered {(int)response.StatusCode} by '{address.Host}'.");
            using var body = response.Content.ReadAsStream(cancellationToken);
            return Unpacked.Bounded(body, options.MaxBytes, address.AbsolutePath, cancellationToken);
        }

        throw ExternalReader.Refused($"'externaldata' was sent on more than {MaxRedirects} times by '{address.Host}'.");
    }

    private void Check(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
            throw ExternalReader.Refused($"'externaldata' reads by HTTPS, or from a folder, not by '{address.Scheme}'.");
        if (address.UserInfo.Length > 0)
            throw ExternalReader.Refused("'externaldata' takes no user name or password in an address.");
        if (!options.Hosts.Any(host => IsSame(host, address)))
        {
            throw ExternalReader.Refused($"'externaldata' may not read from '{address.Authority}': it is no host of '{ExternalReader.Setting("hosts")}' "
                + $"({(options.Hosts.Count == 0 ? "none is set" : string.Join(", ", options.Hosts.Select(h => $"'{h}'")))}).");
        }
    }

    private static bool IsSame(string allowed, Uri address) =>
        string.Equals(allowed.Contains(':', StringComparison.Ordinal) ? allowed : $"{allowed}:{HttpsPort}", $"{address.IdnHost}:{address.Port}", StringComparison.OrdinalIgnoreCase);
}
