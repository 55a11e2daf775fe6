namespace Picket.Pipeline.Collecting;

/// <summary>What keeps a source from reading: a stable code and one sentence that says what to do.</summary>
public sealed record SourceProblem(string Source, string Code, string Message);
