using System.Globalization;

namespace Picket.Kql.Sql;

/// <summary>The values that travel beside the SQL text; equal ones travel once.</summary>
internal sealed class SqlParameters
{
    private readonly List<object> _values = [];
    private readonly Dictionary<object, int> _places = [];

    public IReadOnlyList<object> Values => _values;

    /// <summary>The SQL of a constant.</summary>
    public string Literal(LiteralExpression literal) => literal.Value switch
    {
        null when literal.Type == KqlType.String => "''",
        null => $"CAST(NULL AS {SqlTypes.Name(literal.Type)})",
        bool flag => flag ? "TRUE" : "FALSE",
        TimeSpan span => Add(span.Ticks, "BIGINT"),
        DateTime time => Add(time.Ticks, "BIGINT"),
        Guid guid => Add(guid.ToString("D"), "UUID"),
        string text => Text(text),
        var value => Add(value, SqlTypes.Name(literal.Type)),
    };

    /// <summary>The SQL of a text that is not the query's own but must not be trusted either.</summary>
    // A parameter ends at its first NUL: what is beyond travels on its own.
    public string Text(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? $"({string.Join(" || chr(0) || ", text.Split('\0').Select(part => Add(part, "VARCHAR")))})"
        : Add(text, "VARCHAR");

    /// <summary>A time to compare a stored one with.</summary>
    public string Timestamp(DateTime time) => Add(time, "TIMESTAMP");

    /// <summary>The number of a function.</summary>
    public string Function(DuckDbFunction function)
    {
        _values.Add(function);
        return Place(_values.Count, "BIGINT");
    }

    private string Add(object value, string type)
    {
        if (!_places.TryGetValue((value, type), out var place))
        {
            _values.Add(value);
            place = _values.Count;
            _places[(value, type)] = place;
        }

        return Place(place, type);
    }

    private static string Place(int place, string type) => $"CAST(${place.ToString(CultureInfo.InvariantCulture)} AS {type})";
}
