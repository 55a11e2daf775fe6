namespace Picket.Pipeline.Collecting;

/// <summary>
/// Something a source ran into while it goes on with the rest. <c>Where</c> is the file or peer; <c>Message</c> says what
/// was found and what to do. Reported once until it changes or goes away.
/// </summary>
public sealed record SourceProblem(string Code, string Source, string Where, string Message);
