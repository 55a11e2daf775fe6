using System.Text;

namespace Picket.Kql.Sql;

/// <summary>The SQL of a column, and whether it is a TIMESTAMP as stored instead of ticks.</summary>
internal readonly record struct SqlColumn(string Text, bool IsTimestamp)
{
    /// <summary>The value as expressions compute with it.</summary>
    public string Value => IsTimestamp ? TimeSql.ToTicks(Text) : Text;
}

/// <summary>A SELECT being put together. Clauses are filled in the order SQL runs them; what comes out of order needs a new SELECT around.</summary>
/// <param name="from">The FROM item.</param>
/// <param name="alias">Its alias.</param>
/// <param name="columns">The columns of it that count.</param>
/// <param name="timestamps">The names of those that are TIMESTAMPs.</param>
internal sealed class Select(string from, string alias, IReadOnlyList<KqlColumn> columns, IReadOnlySet<string> timestamps)
{
    private static readonly HashSet<string> None = [];

    private readonly Dictionary<string, string> _names = SqlTypes.Names(columns);
    private readonly IReadOnlySet<string> _stored = timestamps;
    private IReadOnlyList<string>? _items;

    public Select(string from, string alias, IReadOnlyList<KqlColumn> columns)
        : this(from, alias, columns, None)
    {
    }

    public List<string> Where { get; } = [];

    public string OrderBy { get; set; } = "";

    public string Limit { get; set; } = "";

    public string GroupBy { get; set; } = "";

    /// <summary>The columns that come out.</summary>
    public IReadOnlyList<KqlColumn> Columns { get; private set; } = columns;

    /// <summary>The names of those that come out as TIMESTAMPs.</summary>
    public IReadOnlySet<string> Timestamps { get; private set; } = timestamps;

    public bool HasItems => _items is not null;

    /// <summary>A column of the FROM item.</summary>
    public SqlColumn Column(string name) => new($"{alias}.{_names[name]}", _stored.Contains(name));

    public void Project(IReadOnlyList<KqlColumn> columns, IReadOnlyList<SqlColumn> values)
    {
        var names = SqlTypes.Names(columns);
        _items = [.. columns.Select((c, i) => $"{values[i].Text} AS {names[c.Name]}")];
        Columns = columns;
        Timestamps = columns.Where((_, i) => values[i].IsTimestamp).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
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
