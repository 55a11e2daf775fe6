using System.Text;
using Picket.Core;
using Picket.Pipeline.Normalising.Cards;

namespace Picket.Pipeline.Normalising;

/// <summary>Words the finding that a card number stood in a log. It never holds the number.</summary>
internal static class PanFinding
{
    private static readonly RuleId Rule = new("picket-pan-in-log");

    // 3.4.1 masked when shown, 3.5.1 unreadable where stored, 12.10.7 react where it turns up unexpectedly.
    private static readonly string[] Requirements = ["3.4.1", "3.5.1", "12.10.7"];

    // Track data may not be kept after authorisation at all.
    private static readonly string[] TrackRequirements = ["3.3.1", "3.3.1.1"];

    public static Finding OfEvent(string id, AuditEvent e, IReadOnlyList<CardPlace> cards)
    {
        var path = ObjectPath(e);
        var place = Text(e.Namespace) is { Length: > 0 } name ? $"{path} in namespace {name}" : path;
        return Make(id, e.StageReceivedTime, cards, $"{Text(e.Namespace)}/{path}",
            $"{Text(e.UserName)} sent a request ({Text(e.Verb)} {place}) whose audit event held") with
        {
            Severity = e.IsInCde ? Severity.Critical : Severity.High,
            Cluster = e.Cluster,
            Actor = Text(e.UserName),
            SourceAddress = Text(e.SourceAddress),
            Namespace = Text(e.Namespace),
            ObjectPath = path,
            IsInCde = e.IsInCde,
            AuditId = Text(e.AuditId),
        };
    }

    public static Finding OfLine(string id, ControlPlaneLine line, IReadOnlyList<CardPlace> cards) =>
        Make(id, line.Time, cards, $"{line.Category} {line.PodName}", $"A log line of {line.Category} held") with
        {
            Cluster = line.Cluster,
            ObjectPath = $"pods/{line.PodName}",
        };

    public static Finding OfQuarantined(string id, QuarantinedEntry entry, IReadOnlyList<CardPlace> cards) =>
        Make(id, entry.Time, cards, entry.Origin, $"An entry that could not be understood ('{entry.Origin}', line {entry.Line}) held");

    private static Finding Make(string id, DateTime time, IReadOnlyList<CardPlace> cards, string entity, string what) => new()
    {
        Id = id,
        Rule = Rule,
        Title = "Card number in a log",
        Severity = Severity.High,
        Time = time,
        Entity = entity,
        Summary = $"{what} {Count(cards)}{Places(cards)}{(cards.Any(c => c.HasTrack) ? ", with magnetic track data" : "")}; masked before it was stored.",
        Pci = cards.Any(c => c.HasTrack) ? [.. TrackRequirements, .. Requirements] : Requirements,
    };

    private static string Count(IReadOnlyList<CardPlace> cards) =>
        cards is [var only] ? $"a {only.Network} card number of {only.Digits} digits" : $"{cards.Count} card numbers";

    private static string Places(IReadOnlyList<CardPlace> cards)
    {
        const int Named = 3;
        var paths = cards.Select(c => c.Path).Where(p => p.Length > 0).Distinct().ToList();
        var named = string.Join(", ", paths.Take(Named).Select(p => $"'{p}'"));
        return paths.Count == 0 ? "" : paths.Count <= Named ? $" in {named}" : $" in {named} and {paths.Count - Named} more fields";
    }

    private static string ObjectPath(AuditEvent e)
    {
        if (e.Resource.IsEmpty)
        {
            var uri = Text(e.RequestUri);
            return uri.Split('?')[0];
        }

        string[] parts = [Text(e.Resource), Text(e.Name), Text(e.Subresource)];
        return string.Join('/', parts.Where(p => p.Length > 0));
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
