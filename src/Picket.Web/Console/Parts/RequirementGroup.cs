using System.Collections.Frozen;
using Picket.Core;

namespace Picket.Web.Console.Parts;

/// <summary>One of the twelve requirements (or an appendix) with its sub-requirements, in the catalogue's order.</summary>
public sealed record RequirementGroup(string Id, string Name, IReadOnlyList<RequirementResult> Requirements)
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["1"] = "Network security controls",
        ["2"] = "Secure configuration",
        ["3"] = "Stored account data",
        ["4"] = "Encryption in transit",
        ["5"] = "Malware protection",
        ["6"] = "Secure systems and software",
        ["7"] = "Need to know",
        ["8"] = "Identity and authentication",
        ["9"] = "Physical access",
        ["10"] = "Logging and monitoring",
        ["11"] = "Security testing",
        ["12"] = "Policies and programme",
        ["A1"] = "Multi-tenant providers",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The states a requirement can have, worst first.</summary>
    public static IReadOnlyList<RequirementState> States { get; } =
    [
        RequirementState.Fail, RequirementState.NoData, RequirementState.HumanEvidenceDue,
        RequirementState.NotApplicable, RequirementState.Pass,
    ];

    /// <summary>The report, group by group.</summary>
    public static IEnumerable<RequirementGroup> Of(Report report) => report.Requirements
        .GroupBy(requirement => requirement.Id.Split('.')[0])
        .Select(group => new RequirementGroup(group.Key, Names.GetValueOrDefault(group.Key, ""), [.. group]));
}
