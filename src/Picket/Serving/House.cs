using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Picket.Core;
using Picket.Pipeline;
using Picket.Pipeline.Alerting;
using Picket.Pipeline.Alerting.Delivering;
using Picket.Pipeline.Collecting;
using Picket.Pipeline.Detecting;
using Picket.Pipeline.Normalising;
using Picket.Pipeline.Normalising.Scope;
using Picket.Pipeline.Reporting.Ledger;
using Picket.Pipeline.Storing;
using Picket.Storage.DuckDb;

namespace Picket.Serving;

/// <summary>The rooms of one data folder, put together: the same for the server, for a bulk load and for a single command.</summary>
internal sealed class House : IAsyncDisposable
{
    private const string ScopeState = "normalising.cdeNamespaces";

    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _clock;
    private FrozenDictionary<string, string> _kinds = FrozenDictionary<string, string>.Empty;

    private House(HouseOptions options, DuckDbStore store, AlertBook alerts, EvidenceLedger ledger, RuleSet rules,
        CdeScope scope, ILoggerFactory loggers, TimeProvider clock)
    {
        (_loggers, _clock) = (loggers, clock);
        (Options, Store, Alerts, Ledger, Rules, Scope) = (options, store, alerts, ledger, rules, scope);
        Started = clock.GetUtcNow().UtcDateTime;
        Detector = new Detector(rules, Ids.New);
        Watch = new SourceWatch(options.SilenceLimit, clock, Ids.New);
        Keeper = new Keeper(store, alerts.ApplyAsync, Account, clock, loggers.CreateLogger<Keeper>());
    }

    public HouseOptions Options { get; }

    public DuckDbStore Store { get; }

    public AlertBook Alerts { get; }

    public EvidenceLedger Ledger { get; }

    public RuleSet Rules { get; }

    public CdeScope Scope { get; }

    public Detector Detector { get; }

    public SourceWatch Watch { get; }

    public Keeper Keeper { get; }

    public DateTime Started { get; }

    /// <summary>What sends to the outputs; null where no server runs.</summary>
    public DeliveryDispatcher? Dispatcher { get; set; }

    /// <summary>What is wrong but does not keep the house from standing: rules that could not be loaded.</summary>
    public IReadOnlyList<string> Problems { get; private init; } = [];

    /// <summary>How many findings the detector and the normaliser have made.</summary>
    public long Findings { get; private set; }

    /// <summary>Opens everything that lies in the data folder.</summary>
    /// <exception cref="StoreLockedException">Another process has the folder.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be opened now.</exception>
    /// <exception cref="CliException">The configuration's scope cannot be read.</exception>
    public static async Task<House> OpenAsync(
        HouseOptions options, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!CdeScope.TryCreate(options.Cde, out var scope, out var scopeProblems))
            throw new CliException(ExitCode.Usage, "PKT7038", [.. scopeProblems]);

        var rules = RuleSet.Load(options.RuleDirectories, out var ruleProblems).Without(options.DisabledRules);
        var store = DuckDbStore.Open(options.Storing, clock);
        try
        {
            if ((await store.ReadStateAsync(ScopeState, cancellationToken)).TryGetValue(ScopeState, out var learnt))
                _ = scope.TryRestore(learnt);
            var alerts = await AlertBook.LoadAsync(store, options.Alerting, clock, cancellationToken);
            var ledger = await EvidenceLedger.OpenAsync(Path.Combine(options.DataFolder, "evidence"), clock, cancellationToken);
            return new House(options, store, alerts, ledger, rules, scope, loggers, clock)
            {
                Problems = [.. ruleProblems.Select(p => p.ToString())],
            };
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts to watch for the silence of these sources, with what the store knows of their past.</summary>
    public async Task ExpectAsync(IReadOnlyList<ISource> sources, CancellationToken cancellationToken)
    {
        var past = (await Store.ReadHealthAsync(cancellationToken)).ToDictionary(h => h.Source, StringComparer.Ordinal);
        var open = (await Store.ReadGapsAsync(Started, Started, cancellationToken)).Where(g => g.End is null).ToLookup(g => g.Source);
        await Keeper.ChangeAsync(
            batch =>
            {
                foreach (var source in sources)
                    Watch.Expect(source.Name, source.Kind, past.GetValueOrDefault(source.Name), open[source.Name].FirstOrDefault(), batch);
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    /// <summary>The way of the events of these sources through the rooms.</summary>
    public Journey CreateJourney(IReadOnlyList<ISource> sources)
    {
        _kinds = sources.ToFrozenDictionary(s => s.Name, s => s.Kind, StringComparer.Ordinal);
        return new Journey(
            sources, new Understanding(new Normaliser(Scope, _clock, Ids.New), Detector, _clock, _loggers.CreateLogger<Understanding>()),
            new Deduplicator(Store.ReadEventKeysAsync), Keeper, Watch,
            Store, _clock, _loggers.CreateLogger<Journey>());
    }

    public async ValueTask DisposeAsync()
    {
        Keeper.Dispose();
        Alerts.Dispose();
        Ledger.Dispose();
        await Store.DisposeAsync();
    }

    private void Account(EventBatch events, StoreBatch batch)
    {
        Findings += events.Findings.Count;
        Watch.Account(events, _kinds[events.Origin.Source], batch);
        if (Scope.TakeChanges() is { } learnt)
            batch.State[ScopeState] = learnt;
    }
}
