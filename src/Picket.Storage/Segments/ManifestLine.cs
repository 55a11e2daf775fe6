using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Picket.Storage.DuckDb;

namespace Picket.Storage.Segments;

/// <summary>
/// A line of <c>manifest.chain</c>: the SHA-256 (hex) of the JSON that follows, a space, the JSON. Whoever doubts us
/// recomputes it with <c>cut -d' ' -f2- | sha256sum</c>.
/// </summary>
public static class ManifestLine
{
    /// <summary>Writes an entry as its line, without a newline.</summary>
    public static string Write(ManifestEntry entry)
    {
        var json = JsonSerializer.Serialize(entry, StorageJson.Default.ManifestEntry);
        return $"{Hash(json)} {json}";
    }

    /// <summary>The hash a line claims for itself.</summary>
    public static string HashOf(string line) => line.Length > 64 ? line[..64] : "";

    /// <summary>Reads a line and checks its own hash (not its place in the chain).</summary>
    public static bool TryRead(string line, out ManifestEntry? entry, out string problem)
    {
        entry = null;
        problem = "";
        if (line.Length < 66 || line[64] != ' ')
        {
            problem = "it is not a hash, a space and JSON";
            return false;
        }

        var json = line[65..];
        if (!string.Equals(Hash(json), line[..64], StringComparison.Ordinal))
        {
            problem = "its text does not match its hash";
            return false;
        }

        try
        {
            entry = JsonSerializer.Deserialize(json, StorageJson.Default.ManifestEntry);
        }
        catch (JsonException exception)
        {
            problem = $"its JSON cannot be read ({exception.Message})";
            return false;
        }

        return entry is not null;
    }

    private static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
