using Picket.Core;

namespace Picket.Pipeline.Reporting;

/// <summary>The words for the states of a requirement, the same wherever one leaves Picket.</summary>
public static class StateWords
{
    extension(RequirementState state)
    {
        /// <summary>The word used in files and APIs: <c>pass fail no-data not-applicable human-evidence-due</c>.</summary>
        public string ToWord() => state switch
        {
            RequirementState.Pass => "pass",
            RequirementState.Fail => "fail",
            RequirementState.NoData => "no-data",
            RequirementState.NotApplicable => "not-applicable",
            RequirementState.HumanEvidenceDue => "human-evidence-due",
            RequirementState.Unknown => "unknown",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "This is not a state of a requirement."),
        };

        /// <summary>The word shown to a person.</summary>
        public string ToTitle() => state switch
        {
            RequirementState.Pass => "Pass",
            RequirementState.Fail => "Fail",
            RequirementState.NoData => "No data",
            RequirementState.NotApplicable => "Not applicable",
            RequirementState.HumanEvidenceDue => "Human evidence due",
            RequirementState.Unknown => "Unknown",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "This is not a state of a requirement."),
        };
    }
}
