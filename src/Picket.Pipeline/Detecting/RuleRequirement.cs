using Picket.Core;

namespace Picket.Pipeline.Detecting;

/// <summary>What must be logged for a rule to see anything; without it the rule is blind.</summary>
/// <param name="Category"><c>kube-audit</c> or <c>kube-audit-admin</c> (which leaves out get and list).</param>
/// <param name="Level">The least audit level.</param>
public sealed record RuleRequirement(string Category, AuditLevel Level);
