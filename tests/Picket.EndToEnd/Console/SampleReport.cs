using Picket.Core;

namespace Picket.EndToEnd.Console;

internal static class SampleReport
{
    private static readonly Dictionary<string, (RequirementState State, string Reason, Dictionary<string, string> Facts)> Evaluated = new()
    {
        ["10.2.1.1"] = (RequirementState.Pass, "Reads of cardholder workloads are recorded: 18,204 events in the period carry the reading user and the object.", new() { ["events"] = "18204", ["namespaces"] = "payments, vault" }),
        ["10.2.1.2"] = (RequirementState.Pass, "Actions of administrators are recorded: 3,118 events by persons with their verb and object.", new() { ["events"] = "3118", ["persons"] = "14" }),
        ["10.2.1.4"] = (RequirementState.Pass, "Refused requests are recorded: 512 events with decision 'forbid'.", new() { ["events"] = "512" }),
        ["10.2.1.5"] = (RequirementState.Pass, "Changes to roles, bindings and service accounts are recorded: 77 events.", new() { ["events"] = "77" }),
        ["10.2.2"] = (RequirementState.Pass, "Every event of the period has user, type, time, result, origin and object.", new() { ["complete"] = "100.0 %", ["events"] = "1284112" }),
        ["10.3.4"] = (RequirementState.Pass, "The hash chain over all 96 sealed segments verifies; no segment is missing.", new() { ["chain head"] = "9f3ab1d7", ["segments"] = "96" }),
        ["10.4.1.1"] = (RequirementState.Pass, "26 rules judged every event automatically before it was stored.", new() { ["rules"] = "26" }),
        ["10.5.1"] = (RequirementState.Fail, "The oldest record present is 41 d old; 12 months are asked for. The last 90 d cannot be shown in full.", new() { ["oldest"] = "2026-10-13T09:00:02Z", ["needed"] = "365 d", ["present"] = "41 d" }),
        ["10.7.2"] = (RequirementState.Fail, "Source 'audit-webhook-dr' has been silent since 12:51:07 UTC and the gap is not closed.", new() { ["gaps"] = "2", ["longest"] = "1 h 14 min" }),
        ["11.5.1"] = (RequirementState.Pass, "Intrusion detection on the control plane is active and alerts are delivered.", new() { ["alerts"] = "11" }),
        ["3.5.1"] = (RequirementState.Fail, "A card number was found in clear in one event of the period. It was masked before storing.", new() { ["findings"] = "1" }),
        ["10.6.1"] = (RequirementState.Pass, "No event of the period has a clock difference of more than 2 s.", new() { ["largest"] = "0.4 s" }),
    };

    public static Report Of(bool isEmpty)
    {
        IReadOnlyList<RequirementResult> requirements = isEmpty ? [] : [.. File.ReadLines(CatalogueFile()).Select(Evaluate)];
        return new("pci-dss", "4.0.1", SampleClock.Now, SampleClock.Now.AddDays(-41), SampleClock.Now, requirements);
    }

    private static RequirementResult Evaluate(string line)
    {
        var fields = line.Split('\t');
        var (state, reason, facts) = Evaluated.GetValueOrDefault(fields[0]) is { Reason: not null } known ? known : fields[1] switch
        {
            "automated" => (RequirementState.NoData, "Picket does not collect what this needs yet: no source delivers it.", []),
            "partly" or "process" => (RequirementState.HumanEvidenceDue, "A dated record by a person is needed; none is on file.", []),
            _ => (RequirementState.NotApplicable, "Outside a Kubernetes cluster: physical, end-user or provider matter. Take it from the provider's attestation.", new Dictionary<string, string>()),
        };
        return new(fields[0], fields[2], state, reason, facts);
    }

    private static string CatalogueFile() => Path.Combine(Repository.Root, "tests", "Picket.EndToEnd", "Console", "requirements.tsv");
}
