using Picket.Core;
using Picket.Pipeline.Reporting.Checks;
using Picket.Pipeline.Reporting.Controls;

namespace Picket.Pipeline.Reporting;

/// <summary>Evaluates every requirement of a catalogue over a period.</summary>
public sealed class ReportEvaluator(IStore store, ControlCatalogue catalogue, ReportSignals signals, TimeProvider clock)
{
    private readonly Observer _observer = new(store, signals, clock);

    /// <summary>
    /// Looks once at everything the checks need, then judges each requirement. The period is <paramref name="from"/>
    /// (included) to <paramref name="to"/> (excluded, cut at now); both UTC.
    /// </summary>
    /// <exception cref="ArgumentException">The period is empty.</exception>
    public async Task<Report> EvaluateAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        if (from >= to) throw new ArgumentException($"The period from {from:O} to {to:O} is empty.", nameof(from));
        var seen = await _observer.ObserveAsync(from, to, cancellationToken);
        return new(
            catalogue.Name, catalogue.Version, seen.Now, seen.From, seen.To,
            [.. catalogue.Controls.Select(control => Judge(control, seen))]);
    }

    private static RequirementResult Judge(Control control, Observations seen)
    {
        var judgement = control switch
        {
            { Check: not "" } => JudgeByCheck(control, seen),
            { Automation: AutomationClass.OutOfScope } => new(RequirementState.NotApplicable, control.Reason, []),
            { Automation: AutomationClass.Process } => new(RequirementState.HumanEvidenceDue, DueReason(control), []),
            _ => Judgement.NoData(
                $"Not evaluated by this version: it does not yet look at {SignalWords.Describe(control.Signals)}.", []),
        };
        var reason = control.IsServiceProviderOnly ? judgement.Reason + " Applies to service providers only." : judgement.Reason;
        return new(control.Id, control.Title, judgement.State, reason, judgement.Facts.ToDictionary());
    }

    private static Judgement JudgeByCheck(Control control, Observations seen)
    {
        var judgement = ControlChecks.Find(control.Check).Judge(seen);
        judgement.Facts.Add("check", control.Check);
        if (judgement.State is not RequirementState.Pass) return judgement;
        return control.Automation is AutomationClass.Partly
            // A monitor gives only part of this proof; the rest is a person's to give.
            ? new(RequirementState.HumanEvidenceDue, $"The machine's part holds: {judgement.Reason} {control.Limits}", judgement.Facts)
            : judgement with { Reason = $"{judgement.Reason} {control.Limits}" };
    }

    private static string DueReason(Control control)
    {
        var due = control.Cadence is "" ? "" : $", renewed {SignalWords.Every(control.Cadence)}";
        return $"Only a dated record by a person shows this: {SignalWords.Describe(control.Signals)}{due}. None is kept by this version.";
    }
}
