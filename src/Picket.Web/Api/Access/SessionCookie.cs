using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Picket.Web.Api.Access;

/// <summary>
/// A signed-in browser's cookie: when it ends, a random part, and a MAC keyed from the access token. It holds no
/// secret, needs no memory on the server, and dies with the token.
/// </summary>
internal sealed class SessionCookie(Secret access, TimeProvider time)
{
    public const string Name = "picket-session";

    private const int EndSize = 8;
    private const int NonceSize = 16;
    private const int SignedSize = EndSize + NonceSize;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly byte[] _key = access.DeriveKey("picket browser session");

    public void Set(HttpContext context)
    {
        var end = time.GetUtcNow() + Lifetime;
        var value = new byte[SignedSize + HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(value, end.ToUnixTimeSeconds());
        RandomNumberGenerator.Fill(value.AsSpan(EndSize, NonceSize));
        HMACSHA256.HashData(_key, value.AsSpan(0, SignedSize), value.AsSpan(SignedSize));
        context.Response.Cookies.Append(Name, Base64Url.EncodeToString(value), Attributes(context.Request));
    }

    public bool IsShownBy(HttpRequest request)
    {
        Span<byte> value = stackalloc byte[SignedSize + HMACSHA256.HashSizeInBytes];
        if (!request.Cookies.TryGetValue(Name, out var text) ||
            !Base64Url.TryDecodeFromChars(text, value, out var length) || length != value.Length)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, value[..SignedSize], mac);
        return CryptographicOperations.FixedTimeEquals(mac, value[SignedSize..]) &&
            BinaryPrimitives.ReadInt64BigEndian(value) > time.GetUtcNow().ToUnixTimeSeconds();
    }

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Attributes(context.Request));

    private static CookieOptions Attributes(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // Browsers drop a Secure cookie that came over plain HTTP, except from this machine, where some do not.
        Secure = request.IsHttps || !LoopbackHost.Is(request.Host.Host),
        Path = "/",
        MaxAge = Lifetime,
        IsEssential = true,
    };
}
