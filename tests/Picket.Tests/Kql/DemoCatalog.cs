using System.Diagnostics.CodeAnalysis;
using Picket.Kql;

namespace Picket.Tests.Kql;

/// <summary>Six tables as Azure Monitor has them.</summary>
internal sealed class DemoCatalog : IKqlCatalog
{
    private static readonly Dictionary<string, KqlTable> Tables = new[]
    {
        Table("AKSAudit", "TimeGenerated:datetime Level:string AuditId:string Stage:string RequestUri:string Verb:string User:dynamic"
            + " SourceIps:dynamic UserAgent:string ObjectRef:dynamic ResponseStatus:dynamic RequestObject:dynamic ResponseObject:dynamic"
            + " RequestReceivedTime:datetime StageReceivedTime:datetime Annotations:dynamic PodName:string _ResourceId:string"),
        Table("AKSAuditAdmin", "TimeGenerated:datetime Verb:string User:dynamic ObjectRef:dynamic"),
        Table("AKSControlPlane", "TimeGenerated:datetime Category:string Level:string Message:string PodName:string"),
        Table("KubePodInventory", "TimeGenerated:datetime Name:string Namespace:string PodStatus:string PodRestartCount:long"),
        Table("ContainerLogV2", "TimeGenerated:datetime PodName:string PodNamespace:string LogLevel:string LogMessage:dynamic"),
        Table("PicketFindings", "TimeGenerated:datetime RuleId:string Severity:string Score:real IsInScope:bool FindingId:guid Took:timespan Count:int"),
    }.ToDictionary(t => t.Name, StringComparer.Ordinal);

    public IEnumerable<string> TableNames => Tables.Keys;

    public bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table) => Tables.TryGetValue(name, out table);

    private static KqlTable Table(string name, string columns) => new(name, [.. columns.Split(' ').Select(Column)]);

    private static KqlColumn Column(string text)
    {
        var parts = text.Split(':');
        return KqlTypes.TryParse(parts[1], out var type) ? new KqlColumn(parts[0], type) : throw new ArgumentException(text);
    }
}
