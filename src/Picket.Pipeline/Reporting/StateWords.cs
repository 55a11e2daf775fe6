using System.Text.Json;
using Picket.Core;

namespace Picket.Pipeline.Reporting;

/// <summary>The words for the states of a requirement, the same wherever one leaves Picket.</summary>
internal static class StateWords
{
    extension(RequirementState state)
    {
        /// <summary>The word used in files and APIs: <c>pass fail no-data not-applicable human-evidence-due</c>.</summary>
        public string ToWord() => JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());

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
