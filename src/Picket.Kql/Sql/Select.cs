using System.Text;

namespace Picket.Kql.Sql;

/// <summary>A SELECT being put together. Clauses are filled in the order SQL runs them; what comes out of order needs a new SELECT around.</summary>
internal sealed class Select(string from, string alias, IReadOnlyList<KqlColumn> columns)
{
    private readonly Dictionary<string, string> _names = SqlTypes.Names(columns);
    private IReadOnlyList<string>? _items;

    public List<string> Where { get; } = [];

    public string OrderBy { get; set; } = "";

    public string Limit { get; set; } = "";

    public string GroupBy { get; set; } = "";

    /// <summary>The columns that come out.</summary>
    public IReadOnlyList<KqlColumn> Columns { get; private set; } = columns;

    public bool HasItems => _items is not null;

    public string Column(string name) => $"{alias}.{_names[name]}";

    public void Project(IReadOnlyList<KqlColumn> columns, IReadOnlyList<string> values)
    {
        var names = SqlTypes.Names(columns);
        _items = [.. columns.Select((c, i) => $"{values[i]} AS {names[c.Name]}")];
        Columns = columns;
    }

    public override string ToString()
    {
        var items = _items ?? [.. _names.Values.Select(n => $"{alias}.{n}")];
        var text = new StringBuilder("SELECT ").AppendJoin(", ", items).Append(" FROM ").Append(from).Append(" AS ").Append(alias);
        if (Where.Count > 0)
            text.Append(" WHERE ").AppendJoin(" AND ", Where);
        text.Append(GroupBy).Append(OrderBy).Append(Limit);
        return text.ToString();
    }
}
