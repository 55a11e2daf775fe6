using System.Text;
using System.Text.RegularExpressions;

namespace Picket.Pipeline.Detecting.Matching;

internal enum PatternPartKind { Byte, AnyText, AnyCharacter }

/// <summary>A byte of a pattern, or a wildcard.</summary>
internal readonly record struct PatternPart(PatternPartKind Kind, byte Value);

/// <summary>
/// Text as Sigma writes it: <c>*</c> and <c>?</c> are wildcards, a backslash before one of them or before another
/// backslash takes its meaning away, any other backslash stands for itself.
/// </summary>
internal sealed class SigmaPattern
{
    private readonly List<PatternPart> _parts = [];

    public SigmaPattern(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length && text[i + 1] is '\\' or '*' or '?':
                    i++;
                    Append(text.AsSpan(i, 1));
                    break;
                case '*':
                    _parts.Add(new(PatternPartKind.AnyText, 0));
                    break;
                case '?':
                    _parts.Add(new(PatternPartKind.AnyCharacter, 0));
                    break;
                default:
                    var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                    Append(text.AsSpan(i, length));
                    i += length - 1;
                    break;
            }
        }
    }

    /// <summary>The cheapest matcher that does what the pattern says, standing at a place in the value.</summary>
    public ValueMatcher ToMatcher(TextPlace place, bool cased)
    {
        if (!cased && _parts.Any(p => p.Kind == PatternPartKind.Byte && p.Value >= 0x80))
            return ToRegex(place);

        var parts = Anchored(place);
        var open = parts is [{ Kind: PatternPartKind.AnyText }, ..];
        var end = parts.Count > (open ? 1 : 0) && parts[^1].Kind == PatternPartKind.AnyText;
        var inner = parts[(open ? 1 : 0)..^(end ? 1 : 0)];
        return inner.All(p => p.Kind == PatternPartKind.Byte)
            ? new TextMatcher([.. inner.Select(p => p.Value)], Place(open, end), cased)
            : new WildcardMatcher(parts, cased);
    }

    private static TextPlace Place(bool open, bool end) => (open, end) switch
    {
        (true, true) => TextPlace.Anywhere,
        (true, false) => TextPlace.End,
        (false, true) => TextPlace.Start,
        (false, false) => TextPlace.Whole,
    };

    private List<PatternPart> Anchored(TextPlace place)
    {
        var star = new PatternPart(PatternPartKind.AnyText, 0);
        var parts = new List<PatternPart>(_parts);
        if (place is TextPlace.Anywhere or TextPlace.End && parts is not [{ Kind: PatternPartKind.AnyText }, ..])
            parts.Insert(0, star);
        if (place is TextPlace.Anywhere or TextPlace.Start && parts is not [.., { Kind: PatternPartKind.AnyText }])
            parts.Add(star);
        return parts;
    }

    private PatternMatcher ToRegex(TextPlace place)
    {
        var regex = new StringBuilder(@"\A");
        var literal = new List<byte>();
        foreach (var part in Anchored(place))
        {
            if (part.Kind == PatternPartKind.Byte)
            {
                literal.Add(part.Value);
                continue;
            }

            regex.Append(Regex.Escape(Encoding.UTF8.GetString([.. literal]))).Append(part.Kind == PatternPartKind.AnyText ? ".*" : ".");
            literal.Clear();
        }

        regex.Append(Regex.Escape(Encoding.UTF8.GetString([.. literal]))).Append(@"\z");
        return PatternMatcher.Create(regex.ToString(), RegexOptions.IgnoreCase | RegexOptions.Singleline);
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[4];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        foreach (var value in bytes[..length])
            _parts.Add(new(PatternPartKind.Byte, value));
    }
}
