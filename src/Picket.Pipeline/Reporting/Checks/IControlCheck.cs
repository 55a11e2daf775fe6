using Picket.Core;

namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Judges one requirement from what was observed. It passes only what is proven.</summary>
internal interface IControlCheck
{
    /// <summary>The id that a catalogue's <c>check</c> points at.</summary>
    string Id { get; }

    /// <summary>The state, the reason for an assessor and the figures.</summary>
    Judgement Judge(Observations seen);
}

/// <summary>What a check says.</summary>
internal sealed record Judgement(RequirementState State, string Reason, Facts Facts)
{
    public static Judgement Pass(string reason, Facts facts) => new(RequirementState.Pass, reason, facts);

    public static Judgement Fail(string reason, Facts facts) => new(RequirementState.Fail, reason, facts);

    public static Judgement NoData(string reason, Facts facts) => new(RequirementState.NoData, reason, facts);
}
