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
        TimeSpan span => Add(span.Ticks, KqlType.TimeSpan),
        Guid guid => Add(guid.ToString("D"), KqlType.Guid),
        var value => Add(value, literal.Type),
    };

    /// <summary>The SQL of a text that is not the query's own but must not be trusted either.</summary>
    public string Text(string text) => Add(text, KqlType.String);

    private string Add(object value, KqlType type)
    {
        if (!_places.TryGetValue((value, type), out var place))
        {
            _values.Add(value);
            place = _values.Count;
            _places[(value, type)] = place;
        }

        return $"CAST(${place} AS {SqlTypes.Name(type)})";
    }
}
