namespace Picket.Pipeline.Collecting.AuditWebhook;

/// <summary>Where a body comes from, to be told in problems.</summary>
/// <param name="Name">The sender's address, or the file that the body is a piece of.</param>
/// <param name="LinesBefore">Lines of the file before the piece.</param>
public readonly record struct BodyOrigin(string Name, long LinesBefore);
