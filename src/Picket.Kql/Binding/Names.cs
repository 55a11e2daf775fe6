using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

/// <summary>What a <c>let</c> name stands for.</summary>
internal abstract record Meaning;

/// <summary>A value; <paramref name="Row"/> is the row whose columns it takes, null when it is the same for every row.</summary>
internal sealed record ValueMeaning(KqlExpression Value, IReadOnlyList<KqlColumn>? Row) : Meaning;

internal sealed record TableMeaning(KqlPlan Plan) : Meaning;

internal sealed record FunctionMeaning(FunctionSyntax Syntax, Names Closure) : Meaning;

/// <summary>A name whose definition is wrong; using it raises no further error.</summary>
internal sealed record BrokenMeaning : Meaning;

/// <summary>Names in force, the inner ones before the outer ones.</summary>
internal sealed class Names(Names? outer)
{
    private readonly Dictionary<string, Meaning> _meanings = new(StringComparer.Ordinal);

    public void Define(string name, Meaning meaning) => _meanings[name] = meaning;

    public Meaning? Find(string name) => _meanings.TryGetValue(name, out var meaning) ? meaning : outer?.Find(name);

    public IEnumerable<string> All => _meanings.Keys.Concat(outer?.All ?? []);
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
