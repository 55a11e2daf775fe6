using System.IO.Compression;

namespace Picket.Storage.External;

/// <summary>A file's bytes, unpacked where it is gzipped, and never more of them than allowed.</summary>
internal static class Unpacked
{
    private const int Chunk = 64 * 1024;

    public static byte[] Of(byte[] bytes, string name, long most)
    {
        if (bytes is not [0x1f, 0x8b, ..])
            return bytes;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            return Bounded(gzip, most, name, CancellationToken.None);
        }
        catch (InvalidDataException exception)
        {
            throw ExternalReader.Refused($"'externaldata' cannot unpack '{name}': {exception.Message}");
        }
    }

    public static byte[] Bounded(Stream stream, long most, string name, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        var chunk = new byte[Chunk];
        for (var read = stream.Read(chunk); read > 0; read = stream.Read(chunk))
        {
            cancellationToken.ThrowIfCancellationRequested();
            copy.Write(chunk, 0, read);
            if (copy.Length > most)
                throw ExternalReader.Refused($"'externaldata' may not read '{name}': it is larger than {ExternalReader.Limit(most)}.");
        }

        return copy.ToArray();
    }
}
