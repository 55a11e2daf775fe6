using System.Text;
using Picket.Core;
using Picket.Pipeline.Detecting.Matching;

namespace Picket.Pipeline.Detecting;

/// <summary>Puts a match into words.</summary>
internal sealed class FindingWriter(Func<string> newId)
{
    private readonly FirstValue _first = new();

    public Finding Write(SigmaRule rule, IReadOnlyList<EventField> entity, EventView view, IReadOnlyList<string> related)
    {
        var e = view.Event;
        var auditId = Text(e.AuditId);
        return new()
        {
            Id = newId(),
            Rule = rule.Id,
            Title = rule.Title,
            Severity = e.IsInCde ? rule.CdeSeverity : rule.Severity,
            Time = e.StageReceivedTime,
            Entity = Entity(entity, view),
            Summary = EventSentence.Of(e, related.Count),
            Cluster = e.Cluster,
            Actor = Text(e.UserName),
            SourceAddress = Text(e.SourceAddress),
            Namespace = Text(e.Namespace),
            ObjectPath = EventSentence.ObjectPath(e),
            IsInCde = e.IsInCde,
            AuditId = auditId,
            RelatedAuditIds = [.. related.Where(id => id != auditId)],
            Attack = rule.Attack,
            Tactics = rule.Tactics,
            Pci = rule.Pci,
        };
    }

    private string Entity(IReadOnlyList<EventField> entity, EventView view)
    {
        var parts = new List<string>();
        foreach (var part in entity)
        {
            if (_first.Of(part, view) is { Length: > 0 } value)
                parts.Add(EventSentence.Clean(value.ToString()));
        }

        return parts.Count == 0 ? "cluster" : string.Join(" · ", parts);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => EventSentence.Clean(Encoding.UTF8.GetString(bytes.Span));
}
