using System.Text;
using Picket.Kql.Values;

namespace Picket.Kql.Functions.Extracting;

/// <summary>Reads the values of listed keys from a text, as <c>parse-kv</c> does: the first of a key counts, spaces around it do not.</summary>
internal sealed class KeyValueReader
{
    private readonly KeyValueSpec _spec;
    private readonly Dictionary<string, int> _places;
    private readonly KqlRegex? _regex;
    private readonly string _escapes;

    public KeyValueReader(KeyValueSpec spec)
    {
        _spec = spec;
        _escapes = string.Concat(spec.Escapes);
        _places = spec.Keys.Select((key, i) => (key.Name, i)).DistinctBy(k => k.Name).ToDictionary(k => k.Name, k => k.i, StringComparer.Ordinal);
        _regex = spec.Regex.Length > 0 ? KqlRegex.Find(spec.Regex) : null;
    }

    /// <summary>A value per key, null where there is none or its type does not understand it.</summary>
    public object?[] Read(string text)
    {
        var found = new string?[_spec.Keys.Count];
        if (_regex is not null)
            ReadMatches(text, _regex, found);
        else if (_spec.Delimiter.Length > 0)
            ReadPairs(text, found);
        else
            ReadWords(text, found);

        var values = new object?[found.Length];
        for (var i = 0; i < found.Length; i++)
            values[i] = found[i] is { } value && TypedText.TryRead(value, _spec.Keys[i].Type, out var read) ? read : null;
        return values;
    }

    private void Keep(ReadOnlySpan<char> key, string value, string?[] found)
    {
        if (_places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key.Trim(), out var place))
            found[place] ??= value.Trim();
    }

    private void ReadMatches(string text, KqlRegex regex, string?[] found)
    {
        for (var match = regex.Regex.Match(text); match.Success; match = match.NextMatch())
            Keep(match.Groups[1].ValueSpan, match.Groups[2].Value, found);
    }

    private void ReadPairs(string text, string?[] found)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (_spec.Pair.Length > 0 && StartsWith(text, at, _spec.Pair))
                at += _spec.Pair.Length;
            else if (TryReadKey(text, ref at, out var key))
                Keep(key, ReadValue(text, ref at), found);
        }
    }

    // Moves behind the delimiter; false where a pair ends without one.
    private bool TryReadKey(string text, ref int at, out string key)
    {
        at = SkipSpace(text, at);
        if (TryReadQuoted(text, ref at, out key))
        {
            at = SkipSpace(text, at);
            var isKey = StartsWith(text, at, _spec.Delimiter);
            at = isKey ? at + _spec.Delimiter.Length : EndOfPair(text, at);
            return isKey;
        }

        var delimiter = text.IndexOf(_spec.Delimiter, at, StringComparison.Ordinal);
        var end = EndOfPair(text, at);
        if (delimiter < 0 || delimiter >= end)
        {
            at = end;
            return false;
        }

        key = text[at..delimiter];
        at = delimiter + _spec.Delimiter.Length;
        return true;
    }

    private string ReadValue(string text, ref int at)
    {
        at = SkipSpace(text, at);
        if (TryReadQuoted(text, ref at, out var quoted))
            return quoted;
        var end = _spec.IsGreedy ? EndBeforeNextKey(text, at) : EndOfPair(text, at);
        var value = text[at..end];
        at = end;
        return value;
    }

    private int EndOfPair(string text, int at)
    {
        var end = _spec.Pair.Length == 0 ? -1 : text.IndexOf(_spec.Pair, Math.Min(at, text.Length), StringComparison.Ordinal);
        return end < 0 ? text.Length : end;
    }

    // The last end of a pair before the next delimiter that has one before it.
    private int EndBeforeNextKey(string text, int at)
    {
        for (var from = at; from < text.Length;)
        {
            var delimiter = text.IndexOf(_spec.Delimiter, from, StringComparison.Ordinal);
            if (delimiter < 0 || _spec.Pair.Length == 0)
                return text.Length;
            var end = text.AsSpan(at, delimiter - at).TrimEnd().LastIndexOf(_spec.Pair, StringComparison.Ordinal);
            if (end >= 0)
                return at + end;
            from = delimiter + _spec.Delimiter.Length;
        }

        return text.Length;
    }

    private void ReadWords(string text, string?[] found)
    {
        for (var at = 0; at < text.Length;)
        {
            if (TryReadQuoted(text, ref at, out var quoted))
            {
                if (_places.ContainsKey(quoted))
                    Keep(quoted, ReadWord(text, ref at), found);
                continue;
            }

            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            var key = _spec.Keys.FirstOrDefault(k => StartsWith(text, start, k.Name) && IsEdge(text, start + k.Name.Length))?.Name;
            at = key is null ? EndOfWord(text, at) : at + key.Length;
            if (key is not null)
                Keep(key, ReadWord(text, ref at), found);
        }
    }

    private string ReadWord(string text, ref int at)
    {
        while (at < text.Length && !char.IsLetterOrDigit(text[at]))
        {
            if (TryReadQuoted(text, ref at, out var quoted))
                return quoted;
            at++;
        }

        var start = at;
        at = EndOfWord(text, at);
        return text[start..at];
    }

    private bool TryReadQuoted(string text, ref int at, out string inside)
    {
        inside = "";
        var first = at < text.Length ? text[at] : '\0';
        if (_spec.Quotes.FirstOrDefault(q => q[0] == first) is not { } quote)
            return false;
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != quote[^1]; at++)
        {
            if (_escapes.Contains(text[at], StringComparison.Ordinal) && at + 1 < text.Length)
                at++;
            value.Append(text[at]);
        }

        at = Math.Min(at + 1, text.Length);
        inside = value.ToString();
        return true;
    }

    // A space may be what parts the pairs; then it is not skipped.
    private int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]) && !(_spec.Pair.Length > 0 && StartsWith(text, at, _spec.Pair)))
            at++;
        return at;
    }

    private static int EndOfWord(string text, int at)
    {
        while (at < text.Length && char.IsLetterOrDigit(text[at]))
            at++;
        return at;
    }

    private static bool IsEdge(string text, int at) => at >= text.Length || !char.IsLetterOrDigit(text[at]);

    private static bool StartsWith(string text, int at, string part) =>
        part.Length > 0 && string.CompareOrdinal(text, at, part, 0, part.Length) == 0;
}
