using System.Globalization;
using System.Text;

namespace Picket.Pipeline.Reporting.Checks;

/// <summary>The KQL of a report: one pass over the period, one over the days of the whole log, one record read back.</summary>
internal static class AuditQueries
{
    private const string Columns =
        """
        | extend Who = tostring(User.username), Kind = tostring(ObjectRef.resource), Sub = tostring(ObjectRef.subresource),
            Space = tostring(ObjectRef.namespace), Origin = tostring(SourceIps[0]), Status = toint(ResponseStatus.code)
        | extend Code = iff(isnull(Status), 0, Status),
            IsRead = Verb in ("get", "list", "watch"),
            IsWrite = Verb in ("create", "update", "patch", "delete", "deletecollection")
        """;

    /// <summary>One row: <c>Records</c>, <c>Newest</c>, each lacking field, and per class its count and its incomplete records.</summary>
    public static string Summary(DateTime from, DateTime to, CdeScope scope)
    {
        var classes = EventClass.For(scope);
        var text = new StringBuilder();
        text.AppendLine("AKSAudit");
        text.AppendLine(Between(from, to));
        // A request that was only received has no result yet; its later stages are records of their own.
        text.AppendLine("""| where Stage != "RequestReceived" """);
        text.AppendLine(Columns);
        text.Append("| extend ").AppendJoin(", ", RecordField.All.Select(f => $"{f.Name} = {f.Lacks}"));
        foreach (var kind in classes) text.Append(CultureInfo.InvariantCulture, $", Is{kind.Name} = {kind.Predicate}");
        text.AppendLine();
        text.Append("| extend IsIncomplete = ").AppendJoin(" or ", RecordField.All.Select(f => f.Name)).AppendLine();
        text.Append("| summarize Records = count(), Newest = max(TimeGenerated), Incomplete = countif(IsIncomplete)");
        foreach (var field in RecordField.All) text.Append(CultureInfo.InvariantCulture, $", N{field.Name} = countif({field.Name})");
        foreach (var kind in classes)
        {
            text.Append(CultureInfo.InvariantCulture, $", N{kind.Name} = countif(Is{kind.Name})");
            text.Append(CultureInfo.InvariantCulture, $", I{kind.Name} = countif(Is{kind.Name} and IsIncomplete)");
        }

        return text.ToString();
    }

    /// <summary>One row for each day that holds records, over everything kept, newest first: <c>Day</c>, <c>Records</c>.</summary>
    public static string Days() =>
        "AKSAudit | summarize Records = count() by Day = bin(TimeGenerated, 1d) | sort by Day desc";

    /// <summary>One record of a day with its content, to prove that it can be read back.</summary>
    public static string Sample(DateTime day) =>
        $"AKSAudit {Between(day, day.AddDays(1))} | take 1 | project AuditId, TimeGenerated, User, ObjectRef, ResponseStatus";

    private static string Between(DateTime from, DateTime to) =>
        $"| where TimeGenerated >= datetime({Iso(from)}) and TimeGenerated < datetime({Iso(to)})";

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
