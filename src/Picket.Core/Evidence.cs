namespace Picket.Core;

/// <summary>The state of a requirement at a time.</summary>
public enum RequirementState { Unknown, Pass, Fail, NoData, NotApplicable, HumanEvidenceDue }

/// <summary>What Picket can say of one requirement, and why.</summary>
/// <param name="Id">PCI DSS 4.0.1 requirement id.</param>
/// <param name="Title">Our own short title.</param>
/// <param name="State">One of five states.</param>
/// <param name="Reason">One or two sentences for an assessor: what was looked at and what was found.</param>
/// <param name="Facts">The figures the state rests on, by name.</param>
public sealed record RequirementResult(
    string Id, string Title, RequirementState State, string Reason, IReadOnlyDictionary<string, string> Facts);

/// <summary>A report: every requirement of the catalogue, evaluated at one time over one period.</summary>
public sealed record Report(
    string Catalogue, string Version, DateTime At, DateTime From, DateTime To, IReadOnlyList<RequirementResult> Requirements);

/// <summary>
/// One entry of the evidence ledger: dated proof that a control worked, or did not. <c>Hash</c> is SHA-256 over the entry
/// without <c>Hash</c> and <c>Signature</c>; <c>Previous</c> is the hash of the entry before.
/// </summary>
public sealed record Evidence(
    long Sequence, DateTime Time, string Kind, string Subject, string Body, string Previous, string Hash, string Signature);
