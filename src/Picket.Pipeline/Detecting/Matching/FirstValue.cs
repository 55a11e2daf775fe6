using System.Text;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>Takes the first value of a field as text, cut to a bound.</summary>
internal sealed class FirstValue : ValueMatcher
{
    /// <summary>Longer values are cut to so many bytes.</summary>
    public const int MaxBytes = 256;

    private readonly char[] _text = new char[MaxBytes];
    private int _length;

    public override bool Matches(EventView view, ReadOnlySpan<byte> value)
    {
        _length = Encoding.UTF8.GetChars(value.Length > MaxBytes ? value[..MaxBytes] : value, _text);
        return true;
    }

    /// <summary>The value; empty when the field has none. Valid until the next call.</summary>
    public ReadOnlySpan<char> Of(EventField source, EventView view)
    {
        _length = 0;
        return source.Any(view, this) ? _text.AsSpan(0, _length) : [];
    }
}
