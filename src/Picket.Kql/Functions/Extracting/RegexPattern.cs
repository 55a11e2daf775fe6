using System.Text;
using Picket.Kql.Values;

namespace Picket.Kql.Functions.Extracting;

/// <summary>
/// <c>parse kind=regex</c>: constants are regular expressions; the pattern is one regular expression over the whole text, greedy unless the flag
/// <c>U</c> turns that round. A column that its type does not understand is no match.
/// </summary>
internal sealed class RegexPattern
{
    // A name that no group of a user's is likely to have.
    private const string Group = "picket_column_";

    private readonly KqlRegex _regex;
    private readonly List<(int Group, KqlType Type)> _columns;

    private RegexPattern(KqlRegex regex, IEnumerable<KqlType> types)
    {
        _regex = regex;
        _columns = [.. types.Select((type, i) => (regex.GroupNames[Group + i], type))];
    }

    /// <summary>Null where the constants do not make a valid regular expression; <paramref name="error"/> says why.</summary>
    public static RegexPattern? Create(ParsePattern pattern, out string error)
    {
        var types = new List<KqlType>();
        var text = new StringBuilder(pattern.Flags.Length > 0 ? $"(?{pattern.Flags})\\A" : "\\A");
        foreach (var piece in pattern.Pieces)
        {
            if (piece.Column is { } type)
            {
                text.Append("(?P<").Append(Group).Append(types.Count).Append('>').Append(type.IsInteger ? "[-+]?[0-9]+" : ".*").Append(')');
                types.Add(type);
            }
            else
            {
                text.Append(piece.IsStar ? ".*" : piece.Constant);
            }
        }

        var isRight = KqlRegex.TryCompile(text.Append("\\z").ToString(), out var regex, out var wrong);
        error = wrong ?? "";
        return isRight ? new RegexPattern(regex!, types) : null;
    }

    /// <summary>A value per column, or null where the text does not match.</summary>
    public object?[]? Match(string text)
    {
        var match = _regex.Regex.Match(text);
        if (!match.Success)
            return null;
        var values = new object?[_columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!TypedText.TryRead(match.Groups[_columns[i].Group].Value, _columns[i].Type, out values[i]))
                return null;
        }

        return values;
    }
}
