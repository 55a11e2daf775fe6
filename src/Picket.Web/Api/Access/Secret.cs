using System.Security.Cryptography;
using System.Text;

namespace Picket.Web.Api.Access;

/// <summary>A token kept as its hash. The comparison takes the same time whatever is shown.</summary>
internal sealed class Secret(string token)
{
    private readonly byte[] _hash = Hash(token);

    public static Secret? Of(string? token) => token is null ? null : new(token);

    public bool Matches(string shown) => CryptographicOperations.FixedTimeEquals(_hash, Hash(shown));

    /// <summary>A key for one purpose, which changes when the token changes.</summary>
    public byte[] DeriveKey(string purpose) => HMACSHA256.HashData(_hash, Encoding.UTF8.GetBytes(purpose));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
