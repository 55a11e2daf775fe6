using System.Globalization;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>Reads query parameters of a request URI.</summary>
internal static class RequestQuery
{
    /// <summary>All values of a parameter, percent-decoded and joined by blanks; empty where there is none.</summary>
    public static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> uri, ReadOnlySpan<byte> name)
    {
        var question = uri.Span.IndexOf((byte)'?');
        if (question < 0)
            return default;

        var query = uri.Span[(question + 1)..];
        var buffer = new byte[query.Length];
        var length = 0;
        foreach (var range in query.Split((byte)'&'))
        {
            var parameter = query[range];
            var equals = parameter.IndexOf((byte)'=');
            if (equals < 0 || !parameter[..equals].SequenceEqual(name))
                continue;
            if (length > 0)
                buffer[length++] = (byte)' ';
            length += Decode(parameter[(equals + 1)..], buffer.AsSpan(length));
        }

        return buffer.AsMemory(0, length);
    }

    private static int Decode(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length
                && byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                target[length++] = value;
                i += 2;
                continue;
            }

            target[length++] = text[i] == '+' ? (byte)' ' : text[i];
        }

        return length;
    }
}
