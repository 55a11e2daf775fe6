using System.Collections.Frozen;

namespace Picket.Core;

/// <summary>A KQL query and its bounds.</summary>
public sealed record QueryRequest(string Text)
{
    /// <summary>The most rows to return, as Azure Monitor has it; more are cut and said so.</summary>
    public int MaxRows { get; init; } = 500_000;

    /// <summary>The most bytes to return, counted as text; more are cut and said so.</summary>
    public long MaxBytes { get; init; } = 64_000_000;

    /// <summary>Values for what the query declares by <c>declare query_parameters</c>, by name, as text.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Whether to tell how the query would be answered, instead of answering it.</summary>
    public bool IsExplained { get; init; }

    /// <summary>The longest it may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>What <c>now()</c> is; null means the store's clock.</summary>
    public DateTime? Now { get; init; }
}

/// <summary>A column of a result: its name and its KQL type (<c>string long real bool datetime timespan dynamic guid decimal int</c>).</summary>
public sealed record QueryColumn(string Name, string Type);

/// <summary>
/// A result table. A cell is null or, by its column's type: string, long, int, double, bool, <see cref="DateTime"/> (UTC),
/// <see cref="TimeSpan"/>, decimal, <see cref="Guid"/>; dynamic is a <see cref="JsonText"/>.
/// </summary>
public sealed record QueryResult(IReadOnlyList<QueryColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>Whether rows were cut at a bound.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Which bound rows were cut at, as a sentence; empty when the result is whole.</summary>
    public string Truncation { get; init; } = "";

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What <c>render</c> asked for (<c>timechart</c>, <c>barchart</c>, …); empty for a table.</summary>
    public string Chart { get; init; } = "";

    /// <summary>What <c>render</c> says beside the chart's kind (<c>title</c>, <c>xcolumn</c>, <c>ycolumns</c>, <c>series</c>, <c>kind</c>, …), by name.</summary>
    public IReadOnlyDictionary<string, string> ChartProperties { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>How the query would be answered, when that was asked: the plan, then the SQL; else empty.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>Warnings to show with the result.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A dynamic value as JSON text.</summary>
public readonly record struct JsonText(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What is wrong with a query, and where: line and column count from 1.</summary>
public sealed record QueryProblem(string Code, string Message, int Line, int Column);

/// <summary>A query that cannot be answered.</summary>
public sealed class QueryException(IReadOnlyList<QueryProblem> problems)
    : Exception(string.Join('\n', problems.Select(p => $"{p.Code} ({p.Line}:{p.Column}): {p.Message}")))
{
    /// <summary>All problems found, in text order.</summary>
    public IReadOnlyList<QueryProblem> Problems { get; } = problems;
}
