using Picket.Core;
using Picket.Output;
using Picket.Terminals;

namespace Picket.Serving;

/// <summary>Prints alerts as they are raised, one line each.</summary>
internal sealed class AlertPrinter(Terminal terminal)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Called after each commit, in order.</summary>
    public void Print(IReadOnlyList<Alert> alerts)
    {
        foreach (var alert in alerts.Where(a => a.State == AlertState.Open && _seen.Add(a.Id)))
        {
            var cde = alert.IsInCde ? " [CDE]" : "";
            terminal.Out.WriteLine(
                $"{alert.Last:HH:mm:ss}  {alert.Severity.ToString().ToUpperInvariant(),-13}{cde,-6} {Printable.Of(alert.Title)}: {Printable.Of(alert.Summary)}  ({alert.Id})");
        }

        terminal.Out.Flush();
    }
}
