using Microsoft.AspNetCore.Server.Kestrel.Core;
using Picket.Core;
using Picket.Pipeline.Collecting;
using Picket.Pipeline.Collecting.AuditWebhook;
using Picket.Pipeline.Collecting.Demo;
using Picket.Pipeline.Normalising.Scope;
using Picket.Storage;
using Picket.Web.Api;

namespace Picket.Serving;

/// <summary>The configuration as the composition root uses it.</summary>
internal sealed record Settings
{
    private static readonly TimeSpan DemoLength = TimeSpan.FromSeconds(30);

    public required HouseOptions House { get; init; }

    public required ApiOptions Api { get; init; }

    public string Cluster { get; init; } = "";

    private bool IsDemo { get; init; }

    public static Settings Load(LocalTarget target)
    {
        var data = Path.GetFullPath(target.DataFolder);
        return new()
        {
            House = new HouseOptions
            {
                DataFolder = data,
                Storing = new StoringOptions { Directory = data },
                RuleDirectories = [Content.Detections],
                ControlsDirectory = Content.Controls,
                Cde = new CdeScopeOptions { Labels = ["pci-scope=cde"] },
            },
            Api = new ApiOptions { Listen = [ListenAddress.Default] },
        };
    }

    public Settings For(UpRequest request)
    {
        var settings = this with { IsDemo = request.IsDemo };
        if (request.Listen is { } text && ListenAddress.TryParse(text, out var address, out _))
            settings = settings with { Api = settings.Api with { Listen = [address!] } };
        if (!request.IsDemo)
            return settings;
        return settings with
        {
            Cluster = "demo",
            House = settings.House with { Cde = new CdeScopeOptions { Namespaces = ["payments", "payments-vault", "batch-settlement"] } },
        };
    }

    public static void Bind(KestrelServerOptions kestrel, ListenAddress address) => kestrel.Listen(address.Address, address.Port);

    public Sources CreateSources(TimeProvider clock, Action<SourceProblem> report)
    {
        var webhook = new AuditWebhookSource(new AuditWebhookOptions { Name = "webhook" }, clock);
        List<ISource> all = [webhook];
        if (IsDemo)
            all.Add(new DemoSource(Content.DemoStream, DemoLength, "demo", clock));
        return new(all, webhook);
    }

    public static IReadOnlyList<ExportFile> InitialFiles() => [];

    internal sealed record Sources(IReadOnlyList<ISource> All, AuditWebhookSource? Webhook);
}
