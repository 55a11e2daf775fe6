using System.Text.Json;
using System.Text.Json.Serialization;

namespace Picket.Pipeline.Collecting.AuditFile;

/// <summary>
/// How far a file has been read. The digests recognise its content under another name, copied, or compressed, and tell a
/// file that was truncated and written anew. They are digests because a position must not hold log text.
/// </summary>
/// <param name="Path">Where it was last seen.</param>
/// <param name="Offset">Bytes read, after decompression; always a border between entries.</param>
/// <param name="Line">Lines read.</param>
/// <param name="Head">Digest of the first bytes.</param>
/// <param name="Tail">Digest of the last bytes before <paramref name="Offset"/>.</param>
internal sealed record FilePosition(string Path, long Offset, long Line, string Head, string Tail)
{
    /// <summary>How many bytes each digest covers; fewer while the offset is smaller.</summary>
    public const int DigestBytes = 256;

    public string ToJson() => JsonSerializer.Serialize(this, FilePositionJson.Default.FilePosition);

    /// <summary>Null where the text cannot be read: the file is then read from its start, and what is kept already is recognised.</summary>
    public static FilePosition? FromJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, FilePositionJson.Default.FilePosition);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(FilePosition))]
internal sealed partial class FilePositionJson : JsonSerializerContext;
