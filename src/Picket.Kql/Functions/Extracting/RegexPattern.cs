using System.Text;
using System.Text.RegularExpressions;

namespace Picket.Kql.Functions.Extracting;

/// <summary>
/// <c>parse kind=regex</c>: constants are regular expressions; the pattern is one regular expression over the whole text, greedy unless the flag
/// <c>U</c> turns that round. A column that its type does not understand is no match.
/// </summary>
internal sealed class RegexPattern
{
    // Names that no pattern of a user's is likely to have; his own groups keep their numbers and are not read.
    private const string Group = "picket_column_";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;
    private readonly IReadOnlyList<KqlType> _types;

    /// <summary>Throws <see cref="ArgumentException"/> or <see cref="NotSupportedException"/> for a pattern that is no regular expression of RE2.</summary>
    public RegexPattern(ParsePattern pattern)
    {
        var isUngreedy = pattern.Flags.Contains('U', StringComparison.Ordinal);
        var text = new StringBuilder("\\A");
        var types = new List<KqlType>();
        foreach (var piece in pattern.Pieces)
        {
            if (piece.Column is { } type)
            {
                text.Append("(?<").Append(Group).Append(types.Count).Append('>').Append(type.IsInteger ? "[-+]?[0-9]+" : isUngreedy ? ".*?" : ".*").Append(')');
                types.Add(type);
            }
            else if (piece.IsStar)
            {
                text.Append(isUngreedy ? ".*?" : ".*");
            }
            else
            {
                text.Append(isUngreedy ? Ungreedy.Turn(piece.Constant!) : piece.Constant);
            }
        }

        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        options |= pattern.Flags.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase : RegexOptions.None;
        options |= pattern.Flags.Contains('s', StringComparison.Ordinal) ? RegexOptions.Singleline : RegexOptions.None;
        options |= pattern.Flags.Contains('m', StringComparison.Ordinal) ? RegexOptions.Multiline : RegexOptions.None;
        _regex = new Regex(text.Append("\\z").ToString(), options, Patience);
        _types = types;
    }

    /// <summary>A value per column, or null where the text does not match.</summary>
    public object?[]? Match(string text)
    {
        var match = _regex.Match(text);
        if (!match.Success)
            return null;
        var values = new object?[_types.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!TypedText.TryRead(match.Groups[Group + i].Value, _types[i], out values[i]))
                return null;
        }

        return values;
    }
}
