using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Picket.Configuration;
using Picket.Web.Api;

namespace Picket.Serving;

/// <summary>Binds the server to an address: plain on it, or with the configured certificate.</summary>
internal static class Listener
{
    /// <exception cref="CliException">The certificate cannot be read.</exception>
    public static void Bind(KestrelServerOptions kestrel, ListenAddress address, ServerOptions server) =>
        kestrel.Listen(address.Address, address.Port, listen =>
        {
            if (server.CertificateFile is not { } file)
                return;
            var certificate = Read(file, server.KeyFile);
            listen.UseHttps(certificate, https => https.AllowClientCertificates());
        });

    /// <summary>SHA-256 of the configured certificate, in hex; null without one.</summary>
    public static string? Thumbprint(ServerOptions server)
    {
        if (server.CertificateFile is not { } file)
            return null;
        using var certificate = Read(file, server.KeyFile);
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    /// <summary>The URL under which programs on this machine reach a server that listens on <paramref name="url"/>.</summary>
    public static Uri Local(Uri url) => IPAddress.TryParse(url.DnsSafeHost, out var address) switch
    {
        true when address!.Equals(IPAddress.Any) => new UriBuilder(url) { Host = IPAddress.Loopback.ToString() }.Uri,
        true when address!.Equals(IPAddress.IPv6Any) => new UriBuilder(url) { Host = IPAddress.IPv6Loopback.ToString() }.Uri,
        _ => url,
    };

    private static X509Certificate2 Read(string file, string? keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(file, keyFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw CliException.Usage("PKT7037", $"server.certificateFile: '{file}' cannot be read as a PEM certificate with its key: {exception.Message}");
        }
    }
}
