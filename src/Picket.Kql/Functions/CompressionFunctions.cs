using System.IO.Compression;
using System.Text;

namespace Picket.Kql.Functions;

/// <summary>Compressed texts in base64.</summary>
internal static class CompressionFunctions
{
    // A few bytes can stand for a great many.
    private const int MaxLength = 16 * 1024 * 1024;

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("gzip_compress_to_base64_string(text) string", a => Compress(a.Text(0), s => new GZipStream(s, CompressionLevel.Optimal, leaveOpen: true))),
        new("gzip_decompress_from_base64_string(string) string", a => Decompress(a.Text(0), s => new GZipStream(s, CompressionMode.Decompress))),
        new("zlib_compress_to_base64_string(text) string", a => Compress(a.Text(0), s => new ZLibStream(s, CompressionLevel.Optimal, leaveOpen: true))),
        new("zlib_decompress_from_base64_string(string) string", a => Decompress(a.Text(0), s => new ZLibStream(s, CompressionMode.Decompress))),
    ];

    private static string Compress(string text, Func<Stream, Stream> open)
    {
        using var result = new MemoryStream();
        using (var stream = open(result))
            stream.Write(Encoding.UTF8.GetBytes(text));
        return Convert.ToBase64String(result.GetBuffer(), 0, (int)result.Length);
    }

    private static string? Decompress(string text, Func<Stream, Stream> open)
    {
        if (EncodingFunctions.Decode(text) is not { Length: > 0 } bytes)
            return null;
        try
        {
            using var stream = open(new MemoryStream(bytes));
            using var result = new MemoryStream();
            var buffer = new byte[8192];
            for (int read; (read = stream.Read(buffer)) > 0 && result.Length <= MaxLength;)
                result.Write(buffer, 0, read);
            return result.Length > MaxLength ? null : EncodingFunctions.Text(result.ToArray());
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
