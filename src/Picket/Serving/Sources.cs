using Picket.Core;
using Picket.Pipeline.Collecting;
using Picket.Pipeline.Collecting.AuditFile;
using Picket.Pipeline.Collecting.AuditWebhook;
using Picket.Pipeline.Collecting.Demo;
using Picket.Pipeline.Collecting.Stdin;

namespace Picket.Serving;

/// <summary>
/// The sources of a running server. The webhook is always open: on this machine, or to whoever shows its credential. What a
/// person loads has a source of its own, so that it never passes for a sign of life of an API server.
/// </summary>
internal sealed record Sources(IReadOnlyList<ISource> All, AuditWebhookSource Webhook, AuditWebhookSource Ingest)
{
    private static readonly TimeSpan DemoLength = TimeSpan.FromSeconds(30);

    public static Sources Create(Settings settings, TimeProvider clock, Action<SourceProblem> report)
    {
        var options = settings.Webhook;
        var maxBody = (int)Math.Min(settings.Api.Bounds.MaxWebhookBytes, int.MaxValue);
        var webhook = new AuditWebhookSource(new AuditWebhookOptions { Name = options?.Name ?? "webhook", MaxBodyBytes = maxBody }, clock);
        var ingest = new AuditWebhookSource(new AuditWebhookOptions { Name = Unused("ingest", settings), Kind = "auditFile", MaxBodyBytes = maxBody }, clock);
        var all = new List<ISource> { webhook, ingest };
        if (settings.IsDemo)
            all.Add(new DemoSource(Content.DemoStream, DemoLength, settings.Cluster, clock));
        all.AddRange(settings.Options.Sources.Where(s => s.Kind == "auditFile").Select(s => new AuditFileSource(
            new AuditFileOptions { Name = s.Name, Cluster = s.Cluster, Paths = s.Paths, Follow = s.Follow }, clock, report)));
        all.AddRange(settings.Options.Sources.Where(s => s.Kind == "stdin").Select(s => new StdinSource(s.Name, s.Cluster, Console.OpenStandardInput())));
        return new(all, webhook, ingest);
    }

    /// <summary>
    /// The sources that should never fall silent: those a person configured. Nobody promised that the webhook which is open
    /// by default is used, and the demo ends by itself.
    /// </summary>
    public IReadOnlyList<ISource> Expected(Settings settings) =>
        [.. All.Where(s => settings.Options.Sources.Any(o => o.Name == s.Name))];

    // A configured source of that name keeps its positions and its health to itself.
    private static string Unused(string name, Settings settings) =>
        settings.Options.Sources.Any(s => s.Name == name) ? Unused(name + "-files", settings) : name;
}
