using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Picket.Pipeline.Alerting.Webhook;

/// <summary>
/// Proves to a receiver who sent a message and when: HMAC-SHA256, keyed by the shared secret, over the timestamp, a dot
/// and the body, in lower-case hex after <c>v1=</c>.
/// </summary>
public static class WebhookSignature
{
    /// <summary>The header with the signature.</summary>
    public const string Header = "X-Picket-Signature";

    /// <summary>The header with the time of sending, in seconds since 1970.</summary>
    public const string TimestampHeader = "X-Picket-Timestamp";

    /// <summary>The signature of a body sent at a time.</summary>
    public static string Sign(string secret, DateTimeOffset time, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{Timestamp(time)}."), .. body];
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        return $"v1={Convert.ToHexStringLower(hash)}";
    }

    /// <summary>The time as the header carries it.</summary>
    public static string Timestamp(DateTimeOffset time) =>
        time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
