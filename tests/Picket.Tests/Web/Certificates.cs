using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Picket.Tests.Web;

/// <summary>Certificates made for one test.</summary>
internal static class Certificates
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static X509Certificate2 Authority(string name)
    {
        var request = Request(name);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(Now.AddHours(-1), Now.AddHours(1));
    }

    public static X509Certificate2 SelfSigned(string name) =>
        Request(name).CreateSelfSigned(Now.AddHours(-1), Now.AddHours(1));

    public static X509Certificate2 Issue(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        using var certificate = request.Create(authority, Now.AddMinutes(-30), Now.AddMinutes(30), [1, 2, 3, 4]);
        return certificate.CopyWithPrivateKey(key);
    }

    private static CertificateRequest Request(string name) => Request(name, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new(ClientAuthentication), new(ServerAuthentication)], critical: false));
        return request;
    }
}
