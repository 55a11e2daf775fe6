using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Picket.Core;

namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>
/// The one way an entry is written as a line. The hash is SHA-256 of the line's bytes up to <c>,"hash":</c> followed by
/// <c>}</c>; the signature is over the same bytes. The docs show how to check both with sha256sum and openssl.
/// </summary>
internal static class LedgerLine
{
    /// <summary>The longest line that is read, newline included.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    public const int MaxKindLength = 64;
    public const int MaxSubjectLength = 1024;
    public const int MaxBodyLength = 4 * 1024 * 1024;

    /// <summary>What the first entry has as its previous hash.</summary>
    public static readonly string NoPrevious = new('0', 64);

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes that are hashed and signed.</summary>
    public static byte[] ToSignedBytes(Evidence entry) => Write(entry, withSeal: false);

    /// <summary>The whole line, newline included.</summary>
    public static byte[] ToLine(Evidence entry) => [.. Write(entry, withSeal: true), (byte)'\n'];

    public static string HashOf(ReadOnlySpan<byte> signedBytes) => Convert.ToHexStringLower(SHA256.HashData(signedBytes));

    /// <summary>Reads a line (without its newline). Only the exact form that <see cref="ToLine"/> writes is accepted.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out Evidence entry, out string problem)
    {
        entry = new(0, default, "", "", "", "", "", "");
        if (line.Length > MaxBytes)
        {
            problem = $"it is longer than {MaxBytes} bytes";
            return false;
        }

        try
        {
            entry = Read(line);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            problem = "it is not a ledger entry as Picket writes it";
            return false;
        }

        problem = "it is not byte for byte as Picket writes it";
        return Write(entry, withSeal: true).AsSpan().SequenceEqual(line);
    }

    private static Evidence Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        Expect(ref reader, JsonTokenType.StartObject);
        var sequence = ReadName(ref reader, "sequence").GetInt64();
        var time = DateTime.ParseExact(
            ReadText(ref reader, "time"), TimeFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return new(
            sequence, time, ReadText(ref reader, "kind"), ReadText(ref reader, "subject"), ReadText(ref reader, "body"),
            ReadText(ref reader, "previous"), ReadText(ref reader, "hash"), ReadText(ref reader, "signature"));
    }

    private static ref Utf8JsonReader ReadName(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.PropertyName);
        if (!reader.ValueTextEquals(name)) throw new FormatException();
        reader.Read();
        return ref reader;
    }

    private static string ReadText(ref Utf8JsonReader reader, string name) =>
        ReadName(ref reader, name).GetString() ?? throw new FormatException();

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type) throw new FormatException();
    }

    private static byte[] Write(Evidence entry, bool withSeal)
    {
        var buffer = new ArrayBufferWriter<byte>(entry.Body.Length + 512);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteNumber("sequence", entry.Sequence);
        writer.WriteString("time", entry.Time.ToString(TimeFormat, CultureInfo.InvariantCulture));
        writer.WriteString("kind", entry.Kind);
        writer.WriteString("subject", entry.Subject);
        writer.WriteString("body", entry.Body);
        writer.WriteString("previous", entry.Previous);
        if (withSeal)
        {
            writer.WriteString("hash", entry.Hash);
            writer.WriteString("signature", entry.Signature);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
