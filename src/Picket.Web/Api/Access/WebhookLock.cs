using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Picket.Web.Api.Access;

/// <summary>
/// Who may deliver audit events: who shows the webhook's own token, or a client certificate that is known.
/// </summary>
internal sealed class WebhookLock(ApiOptions options)
{
    private readonly Secret? _token = Secret.Of(options.WebhookToken);

    private readonly FrozenSet<string> _pins = options.WebhookCertificates
        .Select(t => t.Replace(":", "", StringComparison.Ordinal)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public bool Opens(HttpContext context) =>
        (_token is not null && Bearer.Of(context.Request) is { } shown && _token.Matches(shown)) ||
        (context.Connection.ClientCertificate is { } certificate && IsKnown(certificate));

    /// <summary>Lets clients show a certificate; whether it opens anything is judged per request.</summary>
    public static void Configure(HttpsConnectionAdapterOptions https)
    {
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        // The web console's visitors may carry any certificate: none opens anything but the webhook, and only if known.
        https.ClientCertificateValidation = (_, _, _) => true;
    }

    private bool IsKnown(X509Certificate2 certificate) =>
        _pins.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256)) || IsIssuedByKnown(certificate);

    private bool IsIssuedByKnown(X509Certificate2 certificate)
    {
        if (options.WebhookAuthorities.Count == 0)
            return false;

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(options.WebhookAuthorities);
        // Cluster authorities publish no revocation lists; a lost key means a new authority or a pin.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.2", "Client Authentication"));
        return chain.Build(certificate);
    }
}
