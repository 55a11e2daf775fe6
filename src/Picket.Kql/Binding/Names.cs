using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

/// <summary>What a <c>let</c> name stands for.</summary>
internal abstract record Meaning;

/// <summary>A value; <paramref name="Row"/> is the row whose columns it takes, null when it is the same for every row.</summary>
internal sealed record ValueMeaning(KqlExpression Value, IReadOnlyList<KqlColumn>? Row) : Meaning;

internal sealed record TableMeaning(KqlPlan Plan) : Meaning;

internal sealed record FunctionMeaning(string Name, FunctionSyntax Syntax, Names Closure) : Meaning;

/// <summary>A name whose definition is wrong; using it raises no further error.</summary>
internal sealed record BrokenMeaning : Meaning;

/// <summary>Names in force, the inner ones before the outer ones.</summary>
internal sealed class Names(Names? outer)
{
    private readonly Dictionary<string, Meaning> _meanings = new(StringComparer.Ordinal);
    private readonly Func<string, bool>? _isVisible;

    /// <summary>The names of <paramref name="outer"/> and the catalogue, as far as <c>restrict access</c> leaves them.</summary>
    public Names(Names outer, Func<string, bool> isVisible)
        : this(outer) => _isVisible = isVisible;

    public void Define(string name, Meaning meaning) => _meanings[name] = meaning;

    public Meaning? Find(string name)
    {
        if (_meanings.TryGetValue(name, out var meaning))
            return meaning;
        meaning = outer?.Find(name);
        return meaning is TableMeaning or FunctionMeaning { Syntax.IsView: true } && _isVisible?.Invoke(name) == false ? null : meaning;
    }

    /// <summary>Whether a table of the catalogue may be used here.</summary>
    public bool Allows(string table) => _isVisible?.Invoke(table) != false && outer?.Allows(table) != false;

    public IEnumerable<string> All => _meanings.Keys.Concat(outer?.All ?? []);

    /// <summary>The views in force: what wildcards, <c>search</c> and <c>find</c> take for tables.</summary>
    public IEnumerable<FunctionMeaning> Views => All.Distinct(StringComparer.Ordinal).Select(Find).OfType<FunctionMeaning>()
        .Where(f => f.Syntax is { IsView: true, Parameters.Count: 0 });
}

/// <summary>Where an expression is read: names, the columns of a row, and inside <c>summarize</c> the aggregates found so far.</summary>
internal sealed record Scope(Names Names)
{
    public IReadOnlyList<KqlColumn> Row { get; init; } = [];

    /// <summary>In the body of a function, the row that it is called for; null inside of a table, which has rows of its own.</summary>
    public IReadOnlyList<KqlColumn>? CallersRow { get; init; }

    /// <summary>The row that values are computed for, known by reference; null where there is none.</summary>
    public IReadOnlyList<KqlColumn>? NearestRow => Row.Count > 0 ? Row : CallersRow;

    public List<AggregateItem>? Aggregates { get; init; }

    /// <summary>The pattern whose names may be used, inside of graph operators.</summary>
    public GraphScope? Graph { get; init; }

    /// <summary>Columns that other tables of the same <c>search</c> or <c>find</c> have: null in this one.</summary>
    public IReadOnlyDictionary<string, KqlType>? Absent { get; init; }

    /// <summary>Where calls that look at neighbouring rows are lifted to; null where there are no rows.</summary>
    public WindowCalls? Windows { get; init; }

    /// <summary>In a step of <c>scan</c>, the steps whose rows it may look at.</summary>
    public IReadOnlySet<string>? ScanSteps { get; init; }

    /// <summary>Whether an unknown column is a null, since no data were there to make it.</summary>
    public bool IsOpen { get; init; }

    public KqlColumn? FindColumn(string name)
    {
        foreach (var column in Row)
        {
            if (column.Name == name)
                return column;
        }

        return null;
    }
}

/// <summary>A table or a value; neither where an error was reported.</summary>
internal readonly record struct Bound(KqlPlan? Table, KqlExpression? Value)
{
    public static Bound Of(KqlPlan? table) => new(table, null);

    public static Bound Of(KqlExpression? value) => new(null, value);
}

/// <summary>Stands for an expression that is wrong and reported; fits everywhere so that it raises no second error.</summary>
internal sealed record BrokenExpression() : KqlExpression(KqlType.Dynamic)
{
    public static readonly BrokenExpression Instance = new();
}
