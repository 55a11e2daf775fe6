namespace Picket.Pipeline.Detecting;

/// <summary>Something wrong in a rule file. The rule is left out, the others run.</summary>
/// <param name="Code">Stable error code, <c>PKT30nn</c>.</param>
/// <param name="File">The file's path as given.</param>
/// <param name="Line">Line from 1; 0 when the whole file is meant.</param>
/// <param name="Column">Column from 1; 0 when the whole file is meant.</param>
/// <param name="Message">What was found and what to do.</param>
public sealed record RuleProblem(string Code, string File, int Line, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Line == 0 ? $"{Code} {File}: {Message}" : $"{Code} {File}:{Line}:{Column}: {Message}";
}
