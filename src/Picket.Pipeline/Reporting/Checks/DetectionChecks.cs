namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Logs are reviewed by a machine: rules are in force and what they found became alerts.</summary>
internal sealed class AutomatedReviewCheck : IControlCheck
{
    public string Id => "automated-review";

    public Judgement Judge(Observations seen) => DetectionProof.FindDoubt(seen) ?? Judgement.Pass(
        $"{Wording.Count(seen.Detection.RulesLoaded, "rule")} reviewed {Wording.Count(seen.Audit!.Records, "record")} of the "
        + $"period and raised {Wording.Count(seen.Alerts.Raised, "alert")} from {Wording.Count(seen.Alerts.Findings, "finding")}.",
        DetectionProof.FactsOf(seen));
}

/// <summary>Attacks on the stream are detected, and people hear of them.</summary>
internal sealed class IntrusionDetectionCheck : IControlCheck
{
    public string Id => "intrusion-detection";

    public Judgement Judge(Observations seen)
    {
        if (DetectionProof.FindDoubt(seen) is { } doubt) return doubt;
        var facts = DetectionProof.FactsOf(seen);
        var alerts = seen.Alerts;
        if (alerts.Dead > 0)
        {
            return Judgement.Fail(
                $"{Wording.Count(alerts.Dead, "alert message")} could not be delivered and were given up, so nobody was told by them.",
                facts);
        }

        if (alerts.Delivered + alerts.Reviewed == 0)
        {
            return Judgement.NoData(
                $"{Wording.Count(alerts.Raised, "alert")} raised, but nothing shows that a person heard of any: no output has "
                + "taken one and nobody has acknowledged one.",
                facts);
        }

        return Judgement.Pass(
            $"{Wording.Count(seen.Detection.RulesLoaded, "rule")} raised {Wording.Count(alerts.Raised, "alert")}; "
            + $"{Wording.Count(alerts.Delivered, "message")} delivered and {Wording.Count(alerts.Reviewed, "alert")} reviewed by a person.",
            facts);
    }
}

/// <summary>What both checks need before they can pass.</summary>
internal static class DetectionProof
{
    public static Judgement? FindDoubt(Observations seen)
    {
        if (seen.WithoutRecords() is { } nothing) return nothing;
        if (seen.Detection.RulesLoaded == 0)
        {
            return Judgement.Fail(
                $"No detection rule is in force: {Wording.Count(seen.Audit!.Records, "record")} of the period were reviewed by nothing.",
                FactsOf(seen));
        }

        return seen.Alerts.Raised > 0 ? null : Judgement.NoData(
            $"{Wording.Count(seen.Detection.RulesLoaded, "rule")} in force, but no alert was raised in the period, so nothing "
            + "shows that they work. A drill would.",
            FactsOf(seen));
    }

    public static Facts FactsOf(Observations seen) => new()
    {
        { "records", seen.Audit?.Records ?? 0 },
        { "rules", seen.Detection.RulesLoaded },
        { "rulesRejected", seen.Detection.RulesRejected },
        { "eventsEvaluatedSinceStart", seen.Detection.EventsEvaluated },
        { "findings", seen.Alerts.Findings },
        { "alerts", seen.Alerts.Raised },
        { "alertsReviewed", seen.Alerts.Reviewed },
        { "messagesDelivered", seen.Alerts.Delivered },
        { "messagesGivenUp", seen.Alerts.Dead },
    };
}
