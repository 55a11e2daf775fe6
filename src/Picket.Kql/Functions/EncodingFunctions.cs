using System.Buffers.Text;
using System.Text;

namespace Picket.Kql.Functions;

/// <summary>Base64 and the escapes of URLs; what cannot be decoded is empty or null.</summary>
internal static class EncodingFunctions
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("base64_encode_tostring(text) string", a => Convert.ToBase64String(Encoding.UTF8.GetBytes(a.Text(0)))),
        new("base64_decode_tostring(string) string", a => Decode(a.Text(0)) is { } bytes ? Text(bytes) : null),
        new("base64_encode_fromarray(dynamic) string", a => Bytes(a[0]) is { } bytes ? Convert.ToBase64String(bytes) : null),
        new("base64_decode_toarray(string) dynamic", a => Decode(a.Text(0))?.Select(object? (b) => (long)b).ToArray()),
        new("base64_encode_fromguid(guid) string", a => Convert.ToBase64String(((Guid)a[0]!).ToByteArray())),
        new("base64_decode_toguid(string) guid", a => Decode(a.Text(0)) is { Length: 16 } bytes ? new Guid(bytes) : null),
        new("url_encode(text) string", a => Escape(a.Text(0), isForm: true)),
        new("url_encode_component(text) string", a => Escape(a.Text(0), isForm: false)),
        new("url_decode(text) string", a => Unescape(a.Text(0))),
    ];

    /// <summary>The bytes of base64 text; null where it is none.</summary>
    public static byte[]? Decode(string text)
    {
        var buffer = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
    }

    /// <summary>The text of UTF-8 bytes; null where they are none.</summary>
    public static string? Text(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(object? value)
    {
        if (value is not object?[] numbers || !numbers.All(n => n is long and >= 0 and <= byte.MaxValue))
            return null;
        return [.. numbers.Select(n => (byte)(long)n!)];
    }

    // A form writes a space as '+' and its escapes in lower case.
    private static string Escape(string text, bool isForm)
    {
        var result = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || (isForm ? "-_.!*()" : "-_.~").Contains(c, StringComparison.Ordinal))
                result.Append(c);
            else if (isForm && c == ' ')
                result.Append('+');
            else
                result.Append('%').Append(b.ToString(isForm ? "x2" : "X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }

    // What is no escape stays as it is.
    public static string Unescape(string text)
    {
        if (text.AsSpan().IndexOfAny('%', '+') < 0)
            return text;
        var bytes = new List<byte>(text.Length);
        var source = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '%' && i + 2 < source.Length && Utf8Parser.TryParse(source.AsSpan(i + 1, 2), out byte value, out var read, 'x') && read == 2)
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.Add(source[i] == '+' ? (byte)' ' : source[i]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
