using System.Security.Cryptography.X509Certificates;
using Picket.Configuration;
using Picket.Core;
using Picket.Pipeline.Collecting;
using Picket.Pipeline.Normalising.Scope;
using Picket.Storage.DuckDb;
using Picket.Web.Api;

namespace Picket.Serving;

/// <summary>The configuration as the composition root uses it, with what the command line says over it.</summary>
internal sealed record Settings
{
    private static readonly string[] DemoNamespaces = ["payments", "payments-vault", "batch-settlement"];

    public required PicketOptions Options { get; init; }

    public required HouseOptions House { get; init; }

    public required ApiOptions Api { get; init; }

    public bool IsDemo { get; private init; }

    /// <summary>The cluster of webhook events that do not name one.</summary>
    public string Cluster => IsDemo ? "demo" : Webhook?.Cluster ?? "";

    public SourceOptions? Webhook => Options.Sources.FirstOrDefault(s => s.Kind == "auditWebhook");

    /// <exception cref="CliException">The configuration is wrong; every mistake in it is told.</exception>
    public static Settings Load(LocalTarget target)
    {
        var options = Read(target);
        var secrets = new SecretReader();
        var data = Path.GetFullPath(target.DataFolder);
        return new()
        {
            Options = options,
            House = new HouseOptions
            {
                DataFolder = data,
                Storing = new DuckDbOptions
                {
                    Directory = data, Retention = options.Storing.Retention, SealGrace = options.Storing.SealAfter,
                    MemoryLimit = options.Query.MemoryLimit.Bytes,
                    WatchlistFolder = options.Query.Watchlists,
                    ExternalData = new ExternalDataOptions
                    {
                        Hosts = options.Query.ExternalData.Hosts, Folders = options.Query.ExternalData.Folders,
                        MaxBytes = options.Query.ExternalData.MaxBytes.Bytes, Timeout = options.Query.ExternalData.Timeout,
                    },
                },
                Query = options.Query,
                RuleDirectories = RuleDirectoriesOf(options),
                DisabledRules = [.. options.Detecting.Disabled.Select(id => new RuleId(id))],
                ControlsDirectory = Content.Controls,
                Cde = new CdeScopeOptions { Clusters = options.Cde.Clusters, Namespaces = options.Cde.Namespaces, Labels = options.Cde.Labels },
                Alerting = options.Alerting,
                Secrets = secrets,
                SilenceLimit = source => options.Sources.FirstOrDefault(s => s.Name == source)?.SilenceAfter ?? options.Health.SilenceAfter,
            },
            Api = ApiOf(options, secrets),
        };
    }

    /// <summary>The configuration as it is written; no secret is read.</summary>
    /// <exception cref="CliException">The configuration is wrong; every mistake in it is told.</exception>
    public static PicketOptions Read(LocalTarget target)
    {
        var result = ConfigLoader.Load(target.ConfigFile);
        return result.Options ?? throw new CliException(ExitCode.Usage, "PKT7200", [.. result.Problems.Select(p => p.ToString())]);
    }

    /// <summary>Where rules lie: those shipped, then those of the configuration.</summary>
    public static IReadOnlyList<string> RuleDirectoriesOf(PicketOptions options) => [Content.Detections, .. options.Detecting.Rules];

    public Settings For(UpRequest request)
    {
        var settings = this;
        if (request.Listen is { } text && ListenAddress.TryParse(text, out var address, out _))
            settings = settings with { Api = settings.Api with { Listen = [address] } };
        if (request.IsDemo)
        {
            settings = settings with
            {
                IsDemo = true,
                House = settings.House with { Cde = new CdeScopeOptions { Namespaces = DemoNamespaces } },
            };
        }

        return settings.Api.Check() is { Count: > 0 } problems
            ? throw new CliException(ExitCode.Usage, problems[0].Code, [.. problems.Select(p => $"{p.Code}: {p.Message}")])
            : settings;
    }

    private static ApiOptions ApiOf(PicketOptions options, SecretReader secrets)
    {
        var webhooks = options.Sources.Where(s => s.Kind == "auditWebhook").ToList();
        if (webhooks.Count > 1)
        {
            throw CliException.Usage("PKT7034",
                $"Sources '{webhooks[0].Name}' and '{webhooks[1].Name}' are both of kind 'auditWebhook'. Keep one: each cluster names itself in the path, '/audit/webhook/CLUSTER'.");
        }

        var webhook = webhooks.FirstOrDefault();
        return new ApiOptions
        {
            Listen = [.. options.Server.Listen.Select(ParseListen)],
            AccessToken = Read(options.Server.TokenRef, "server.tokenRef", secrets),
            AllowedHosts = options.Server.AllowedHosts,
            WebhookToken = Read(webhook?.TokenRef, "sources[].tokenRef", secrets),
            WebhookAuthorities = webhook?.ClientCaFile is { } file ? Authorities(file) : [],
            Bounds = BoundsOf(options, webhook),
        };
    }

    private static ApiBounds BoundsOf(PicketOptions options, SourceOptions? webhook)
    {
        var bounds = new ApiBounds { MaxRows = options.Query.MaxRows, MaxResultBytes = options.Query.MaxBytes.Bytes, MaxQueryTime = options.Query.Timeout };
        return webhook is null ? bounds : bounds with { MaxWebhookBytes = webhook.MaxBody.Bytes };
    }

    private static ListenAddress ParseListen(string text) => ListenAddress.TryParse(text, out var address, out var problem)
        ? address
        : throw CliException.Usage("PKT7035", $"server.listen: {problem}.");

    private static string? Read(SecretReference? reference, string key, SecretReader secrets)
    {
        if (reference is not { } place)
            return null;
        return secrets.TryRead(place, out var secret, out var problem) ? secret : throw CliException.Usage("PKT7210", $"{key}: {problem}");
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw CliException.Usage("PKT7036", $"sources[].clientCaFile: '{file}' cannot be read as PEM certificates: {exception.Message}");
        }
    }
}
