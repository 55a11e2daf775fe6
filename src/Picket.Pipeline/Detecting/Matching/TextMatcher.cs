using System.Text;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>Where in the value the text must stand.</summary>
internal enum TextPlace { Whole, Start, End, Anywhere }

/// <summary>
/// Compares text on bytes. Case is folded for ASCII; a pattern with other letters is matched by <see cref="PatternMatcher"/>.
/// </summary>
internal sealed class TextMatcher : ValueMatcher
{
    private readonly byte[] _text;
    private readonly TextPlace _place;
    private readonly bool _cased;
    private readonly byte _lower;
    private readonly byte _upper;

    public TextMatcher(byte[] text, TextPlace place, bool cased)
    {
        _text = text;
        _place = place;
        _cased = cased;
        if (text.Length > 0)
        {
            _lower = (byte)char.ToLowerInvariant((char)text[0]);
            _upper = (byte)char.ToUpperInvariant((char)text[0]);
        }
    }

    public static TextMatcher Exact(byte[] text, bool cased) => new(text, TextPlace.Whole, cased);

    public override bool Matches(EventView view, ReadOnlySpan<byte> value) => _place switch
    {
        TextPlace.Whole => value.Length == _text.Length && Equal(value),
        TextPlace.Start => value.Length >= _text.Length && Equal(value[.._text.Length]),
        TextPlace.End => value.Length >= _text.Length && Equal(value[^_text.Length..]),
        TextPlace.Anywhere => Contains(value),
        _ => throw new InvalidOperationException($"Unknown place {_place}."),
    };

    private bool Equal(ReadOnlySpan<byte> part) => _cased ? part.SequenceEqual(_text) : Ascii.EqualsIgnoreCase(part, _text);

    private bool Contains(ReadOnlySpan<byte> value)
    {
        if (_cased || _text.Length == 0)
            return value.IndexOf(_text) >= 0;

        while (value.Length >= _text.Length)
        {
            var at = value[..(value.Length - _text.Length + 1)].IndexOfAny(_lower, _upper);
            if (at < 0)
                return false;
            if (Ascii.EqualsIgnoreCase(value.Slice(at, _text.Length), _text))
                return true;
            value = value[(at + 1)..];
        }

        return false;
    }
}
