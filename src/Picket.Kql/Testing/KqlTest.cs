namespace Picket.Kql.Testing;

/// <summary>One case of a <c>.kqltest</c> file: rows to load, a query, and what must come of it.</summary>
public sealed record KqlTest
{
    /// <summary>What the case is called, unique in its file.</summary>
    public required string Name { get; init; }

    /// <summary>The line its <c>test</c> stands on, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>What <c>now()</c> is, UTC.</summary>
    public required DateTime Now { get; init; }

    /// <summary>The tables loaded, by name.</summary>
    public required IReadOnlyDictionary<string, KqlTestTable> Tables { get; init; }

    /// <summary>Text of the values given to <c>declare query_parameters</c>, by name.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The query's text.</summary>
    public required string Query { get; init; }

    /// <summary>The line the query starts on, from 1; for a saved query 1, its own.</summary>
    public required int QueryLine { get; init; }

    /// <summary>What must come of it.</summary>
    public required KqlExpectation Expected { get; init; }
}

/// <summary>A table as a test file writes it: column names with their types, where given, and cells as text.</summary>
public sealed record KqlTestTable(IReadOnlyList<(string Name, KqlType? Type)> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, int Line);

/// <summary>What a test expects.</summary>
public abstract record KqlExpectation;

/// <summary>These columns and rows; in this order only if <paramref name="IsOrdered"/>.</summary>
public sealed record ExpectedRows(KqlTestTable Table, bool IsOrdered) : KqlExpectation;

/// <summary>No rows, whatever the columns.</summary>
public sealed record ExpectedNothing : KqlExpectation;

/// <summary>An error of this code whose message holds this text; an empty one asks for nothing.</summary>
public sealed record ExpectedError(string Code, string Text) : KqlExpectation;

/// <summary>What is wrong with a test file, and on which line (from 1).</summary>
public sealed record KqlTestProblem(int Line, string Message);

/// <summary>How a case went: <paramref name="Failure"/> is null when it passed.</summary>
public sealed record KqlTestResult(KqlTest Test, string? Failure);
