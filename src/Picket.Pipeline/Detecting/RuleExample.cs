namespace Picket.Pipeline.Detecting;

/// <summary>Audit events, in order, that a rule must or must not match.</summary>
/// <param name="Line">Line in the rule's file, from 1.</param>
/// <param name="Events">The events, completed to valid ones.</param>
public sealed record RuleExample(int Line, IReadOnlyList<ExampleEvent> Events);

/// <summary>One event of an example.</summary>
/// <param name="Json">The event as the API server would write it.</param>
/// <param name="IsInCde">Whether it touches the cardholder data environment.</param>
public sealed record ExampleEvent(ReadOnlyMemory<byte> Json, bool IsInCde);
