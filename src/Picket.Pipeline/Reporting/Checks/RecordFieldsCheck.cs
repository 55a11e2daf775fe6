namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Every record carries user, type, date and time, result, origin and affected object.</summary>
internal sealed class RecordFieldsCheck : IControlCheck
{
    public string Id => "record-fields-complete";

    public Judgement Judge(Observations seen)
    {
        if (seen.WithoutRecords() is { } nothing) return nothing;
        var audit = seen.Audit!;
        var facts = new Facts { { "records", audit.Records }, { "incomplete", audit.Incomplete } };
        foreach (var field in RecordField.All)
        {
            facts.Add(char.ToLowerInvariant(field.Name[0]) + field.Name[1..], audit.Lacking(field));
        }

        if (audit.Incomplete == 0)
        {
            return Judgement.Pass($"All {Wording.Number(audit.Records)} audit records of the period carry the six fields.", facts);
        }

        var lacking = RecordField.All.Where(f => audit.Lacking(f) > 0)
            .Select(f => $"{f.Title} ({Wording.Number(audit.Lacking(f))})");
        return Judgement.Fail(
            $"{Wording.Number(audit.Incomplete)} of {Wording.Number(audit.Records)} audit records lack a field: "
            + $"{string.Join(", ", lacking)}.",
            facts);
    }
}
