namespace Picket.Kql;

/// <summary>
/// What is wrong with a query and where: a stable code, a sentence, the line and column (from 1) and the length of
/// the piece of text it is about, in characters.
/// </summary>
public sealed record KqlDiagnostic(string Code, string Message, int Line, int Column, int Length)
{
    /// <summary>An error stops the query; a warning says what it does other than written.</summary>
    public KqlSeverity Severity { get; init; }
}

/// <summary>How bad a diagnostic is.</summary>
public enum KqlSeverity
{
    /// <summary>The query cannot run.</summary>
    Error,

    /// <summary>The query runs; something in it is ignored or probably not meant so.</summary>
    Warning,
}
