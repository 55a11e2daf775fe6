using Microsoft.AspNetCore.DataProtection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Console;
using Picket.Commands;
using Picket.Core;
using Picket.Folders;
using Picket.Pipeline.Collecting;
using Picket.Pipeline.Reporting.Ledger;
using Picket.Terminals;
using Picket.Web.Api;
using Picket.Web.Console;

namespace Picket.Serving;

/// <summary><c>picket up</c>: from an opened data folder to a running server and back.</summary>
internal sealed class Server(UpRequest request, Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(15);

    public async Task<ExitCode> RunAsync(CancellationToken cancellationToken)
    {
        var settings = Settings.Load(request.Target).For(request);
        using var loggers = LoggerFactory.Create(Logging);
        await using var house = await LocalPicket.OpenHouseAsync(settings, loggers, clock, cancellationToken);
        using var operations = new LocalOperations(house, clock);
        var sources = Sources.Create(settings, clock, house.Watch.Report);
        await house.ExpectAsync(sources.Expected(settings), cancellationToken);
        await using var app = Build(settings, house, operations, sources);
        var journal = new WatchJournal(house.Ledger, VersionCommand.Version);
        await StartAsync(app, settings, cancellationToken);
        try
        {
            await journal.StartAsync(cancellationToken);
            Announce(house, settings, app);
            // Reading rules, catalogue and configuration leaves a heap that the watch itself never needs again.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            await app.WaitForShutdownAsync(cancellationToken);
        }
        finally
        {
            ServerFile.Delete(settings.House.DataFolder);
        }

        await operations.AnchorAsync(CancellationToken.None);
        var fault = app.Services.GetServices<IHostedService>().OfType<WatchService>().Single().Fault;
        await journal.StopAsync(fault is null ? "stopped in order" : $"the watch failed: {fault.GetType().Name}", CancellationToken.None);
        return fault is null
            ? ExitCode.Ok
            : throw CliException.CouldNotEvaluate("PKT7045", $"The watch failed and Picket has stopped: {fault.Message} Start it again; nothing acknowledged is lost.");
    }

    private WebApplication Build(Settings settings, House house, LocalOperations operations, Sources sources)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        Logging(builder.Logging);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTime);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var address in settings.Api.Listen)
                Listener.Bind(kestrel, address, settings.Options.Server);
        });

        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(house);
        builder.Services.AddSingleton(operations);
        builder.Services.AddSingleton<IOperations>(operations);
        builder.Services.AddSingleton(house.CreateJourney(sources.All));
        builder.Services.AddSingleton<IAuditWebhookReceiver>(new WebhookReceiver(sources.Webhook, house.Store, settings.Cluster));
        builder.Services.AddSingleton<IIngestReceiver>(new WebhookReceiver(sources.Ingest, house.Store, settings.Cluster));
        builder.Services.AddHostedService<WatchService>();
        builder.Services.AddHostedService<UpkeepService>();
        builder.Services.AddHostedService(services =>
            new DeliveryService(house, clock, services.GetRequiredService<ILogger<DeliveryService>>()));
        builder.Services.AddPicketApi(settings.Api with { LocalToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) });
        builder.Services.AddPicketConsole();
        // Open forms must survive a restart: the keys that sign them lie in the data folder.
        builder.Services.AddDataProtection().SetApplicationName("picket")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(settings.House.DataFolder, "keys")));

        house.Keeper.Kept += new AlertPrinter(terminal).Print;
        var app = builder.Build();
        app.UsePicketAccess();
        app.UseRouting();
        app.MapPicketApi();
        app.MapPicketConsole();
        return app;
    }

    private static async Task StartAsync(WebApplication app, Settings settings, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await app.StopAsync(CancellationToken.None);
            throw CliException.CouldNotEvaluate("PKT7043",
                $"The port is in use: {exception.Message} Stop the other program, or choose another port with '--listen HOST:PORT'.");
        }
        catch (System.Net.Sockets.SocketException exception)
        {
            await app.StopAsync(CancellationToken.None);
            throw CliException.CouldNotEvaluate("PKT7044",
                $"Cannot listen on {string.Join(", ", settings.Api.Listen)}: {exception.Message}. Choose another address with '--listen HOST:PORT'.");
        }
    }

    private void Announce(House house, Settings settings, WebApplication app)
    {
        var url = Listener.Local(new Uri(app.Urls.First()));
        var api = app.Services.GetRequiredService<ApiOptions>();
        new ServerFile(url, api.LocalToken, Environment.ProcessId, house.Started) { Certificate = Listener.Thumbprint(settings.Options.Server) }.Write(settings.House.DataFolder);
        var logger = app.Services.GetRequiredService<ILogger<Server>>();
        foreach (var problem in house.Problems)
            Log.RuleProblem(logger, problem);
        terminal.Error.WriteLine($"Picket {VersionCommand.Version} is watching. Console: {url}  data: {settings.House.DataFolder}  rules: {house.Rules.Rules.Count}");
        terminal.Error.WriteLine($"Evidence key: {house.Ledger.Fingerprint}");
        if (request.IsDemo)
            terminal.Error.WriteLine("Playing a recorded attack; alerts follow as they are raised. Stop with Ctrl+C.");
    }

    private void Logging(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Picket", LogLevel.Information);
        // A start that failed is told in a sentence; a service that fails later is critical.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // The keys that sign forms lie in the data folder, which only its owner may read.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (terminal.IsInteractive)
            logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            logging.AddJsonConsole();
    }
}
