using System.Numerics;
using System.Text;

namespace Picket.Kql.Events;

/// <summary>Makes characters of UTF-8 for a moment: what it gives holds until it is asked again.</summary>
internal sealed class TextBuffer
{
    private const int MaxKept = 64 * 1024;

    private char[] _chars = new char[512];

    public ReadOnlySpan<char> Decode(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxKept)
            return Encoding.UTF8.GetString(utf8);
        if (utf8.Length > _chars.Length)
            _chars = new char[BitOperations.RoundUpToPowerOf2((uint)utf8.Length)];
        return _chars.AsSpan(0, Encoding.UTF8.GetChars(utf8, _chars));
    }
}
