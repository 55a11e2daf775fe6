using System.Globalization;
using System.Text;

namespace Picket.Storage.Segments;

/// <summary>Resolves JSON escapes in a text, wherever they stand in it. The text need not be JSON: whoever sends it chooses it.</summary>
internal static class JsonEscapes
{
    private const int HexDigits = 4;

    public static string Resolve(string text)
    {
        var resolved = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
                resolved.Append(text[i]);
            else
                i += Append(text.AsSpan(i + 1), resolved);
        }

        return resolved.ToString();
    }

    // Returns how many characters follow the backslash.
    private static int Append(ReadOnlySpan<char> escape, StringBuilder resolved)
    {
        if (escape is ['u', _, _, _, _, ..]
            && ushort.TryParse(escape.Slice(1, HexDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            resolved.Append((char)unit);
            return 1 + HexDigits;
        }

        // The others but these stand for control characters.
        resolved.Append(escape[0] is '"' or '\\' or '/' ? escape[0] : ' ');
        return 1;
    }
}
