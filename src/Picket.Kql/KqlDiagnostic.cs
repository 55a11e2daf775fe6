namespace Picket.Kql;

/// <summary>
/// What is wrong with a query and where: a stable code, a sentence, the line and column (from 1) and the length of
/// the piece of text it is about, in characters.
/// </summary>
public sealed record KqlDiagnostic(string Code, string Message, int Line, int Column, int Length);
