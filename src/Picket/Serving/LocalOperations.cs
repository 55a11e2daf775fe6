using System.Text;
using System.Text.Json;
using Picket.Core;
using Picket.Pipeline.Normalising.Cards;
using Picket.Pipeline.Reporting;
using Picket.Pipeline.Reporting.Checks;
using Picket.Pipeline.Reporting.Controls;
using Picket.Pipeline.Reporting.Export;
using Picket.Pipeline.Reporting.Ledger;
using Picket.Storage.Segments;

namespace Picket.Serving;

/// <summary>What a person can ask, answered from the rooms of this process.</summary>
internal sealed class LocalOperations : IOperations, IDisposable
{
    private const int MaxFindings = 10_000;
    private const int MaxEvents = 500;

    private static readonly TimeSpan ReportPeriod = TimeSpan.FromDays(30);
    private static readonly TimeSpan ReportAge = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan VerificationAge = TimeSpan.FromMinutes(15);

    private readonly House _house;
    private readonly TimeProvider _clock;
    private readonly ReportEvaluator _evaluator;
    private readonly Aged<Report> _report;
    private readonly Aged<ChainCheck> _chain;

    public LocalOperations(House house, TimeProvider clock)
    {
        (_house, _clock) = (house, clock);
        var loaded = ControlCatalogueLoader.Load(house.Options.ControlsDirectory, ControlChecks.Ids);
        var catalogue = loaded.Catalogue
            ?? throw new CliException(ExitCode.CouldNotEvaluate, "PKT7031", [.. loaded.Problems.Select(p => p.ToString())]);
        _evaluator = new ReportEvaluator(house.Store, catalogue, Signals(), clock);
        _report = new(ReportAge, clock);
        _chain = new(VerificationAge, clock);
    }

    public async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        // PCI DSS 10.2.1.3: reading the audit log is itself recorded, before it happens. If it cannot be, nothing is read.
        await _house.Ledger.AppendAsync(LedgerKinds.Access, "query",
            JsonSerializer.Serialize(new QueryAccess(Masked(Recorded(request))), ServingJson.Default.QueryAccess), cancellationToken);
        return await _house.Store.QueryAsync(Bounded(request), cancellationToken);
    }

    public Task<QueryLibrary> LibraryAsync(CancellationToken cancellationToken) => Task.FromResult(
        QueryLibraryFiles.Read([Content.Queries, .. _house.Options.Query.Saved], _house.Store.Watchlists()));

    public Task<IReadOnlyList<Alert>> AlertsAsync(AlertFilter filter, CancellationToken cancellationToken) =>
        _house.Store.ReadAlertsAsync(filter, cancellationToken);

    public async Task<AlertDetail?> AlertAsync(string id, CancellationToken cancellationToken)
    {
        if (await _house.Store.ReadAlertsAsync(new AlertFilter { Id = id }, cancellationToken) is not [var alert])
            return null;
        var findings = await _house.Store.ReadFindingsAsync(id, MaxFindings, cancellationToken);
        var auditIds = findings.SelectMany(f => f.RelatedAuditIds.Append(f.AuditId)).Where(a => a.Length > 0).Take(MaxEvents).ToList();
        // A burst's earlier events lie before its first finding.
        var events = auditIds.Count == 0
            ? []
            : await _house.Store.ReadEventsAsync(auditIds, alert.First.AddHours(-1), alert.Last.AddMinutes(1), MaxEvents, cancellationToken);
        return new(alert, findings, events);
    }

    public async Task<Alert?> ChangeAlertAsync(string id, AlertState state, string by, string note, CancellationToken cancellationToken)
    {
        Alert? changed = null;
        (by, note) = (Masked(by), Masked(note));
        cancellationToken.ThrowIfCancellationRequested();
        // From here on it is done whole, whoever hangs up: the alert in memory and the one in the store must not part.
        await _house.Keeper.ChangeAsync(
            async batch => changed = await _house.Alerts.ChangeAsync(id, state, by, note, batch, CancellationToken.None), CancellationToken.None);
        if (changed is not null)
        {
            var body = new AlertReviewBody(id, changed.Rule.Value, changed.State.ToString().ToLowerInvariant(), by, note);
            await _house.Ledger.AppendAsync(LedgerKinds.AlertReview, id, body.ToJson(), CancellationToken.None);
        }

        return changed;
    }

    public Task<Report> ReportAsync(CancellationToken cancellationToken) => _report.GetAsync(EvaluateAsync, cancellationToken);

    public async Task<IReadOnlyList<ExportFile>> ExportEvidenceAsync(CancellationToken cancellationToken)
    {
        var report = await EvaluateAsync(cancellationToken);
        await AnchorAsync(cancellationToken);
        var path = Path.Combine(_house.Options.DataFolder, Manifest.FileName);
        var manifest = File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : [];
        return await EvidenceExport.CreateAsync(_house.Ledger, report, manifest, cancellationToken);
    }

    public async Task<HealthView> HealthAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var status = await _house.Store.ReadStatusAsync(cancellationToken);
        var sources = _house.Watch.Sources is { Count: > 0 } live ? live : await _house.Store.ReadHealthAsync(cancellationToken);
        return new(
            now, _house.Started, sources, await _house.Store.ReadGapsAsync(now.AddDays(-30), now, cancellationToken), status,
            await CountDeliveriesAsync(cancellationToken), [.. _house.Detector.Status.Select(r => r with { File = Content.NameOf(r.File) })],
            [.. _house.Problems, .. _house.Dispatcher?.Problems ?? [], .. status.Problem.Length > 0 ? [status.Problem] : Array.Empty<string>()]);
    }

    public Task<IReadOnlyList<Delivery>> DeliveriesAsync(DeliveryState state, int limit, CancellationToken cancellationToken) =>
        _house.Store.ReadDeliveriesAsync(state, null, limit, cancellationToken);

    public async Task<int> ReplayDeliveriesAsync(string? output, CancellationToken cancellationToken)
    {
        if (_house.Dispatcher is not { } dispatcher)
            throw CliException.CouldNotEvaluate("PKT7033", "Only a running server sends. Start it with 'picket up', then replay.");
        return await dispatcher.ReplayAsync(output, cancellationToken);
    }

    /// <summary>Writes the store's chain head into the ledger: from then on nobody can cut the chain unnoticed.</summary>
    public async Task AnchorAsync(CancellationToken cancellationToken)
    {
        var status = await _house.Store.ReadStatusAsync(cancellationToken);
        await _house.Ledger.AppendAsync(LedgerKinds.Anchor, "store",
            new AnchorBody(status.ChainHead, status.ChainLength, status.AuditEvents).ToJson(), cancellationToken);
    }

    public void Dispose()
    {
        _report.Dispose();
        _chain.Dispose();
    }

    // Where alerts go nowhere there is nothing to tell, but for what an output that was taken away left behind.
    private async Task<IReadOnlyDictionary<string, long>> CountDeliveriesAsync(CancellationToken cancellationToken)
    {
        var counts = (await _house.Store.CountDeliveriesAsync(cancellationToken)).ToDictionary(d => d.Key.ToString().ToLowerInvariant(), d => d.Value);
        return _house.Options.Alerting.Outputs.Count == 0 && counts.Values.All(count => count == 0) ? new Dictionary<string, long>() : counts;
    }

    private Task<Report> EvaluateAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return _evaluator.EvaluateAsync(now - ReportPeriod, now, cancellationToken);
    }

    private ReportSignals Signals() => new()
    {
        VerifyStore = cancellationToken => _chain.GetAsync(VerifyAsync, cancellationToken),
        Detection = () => new DetectionFacts(
            _house.Rules.Rules.Count, _house.Problems.Count, _house.Watch.Sources.Sum(s => s.EventsRead), _house.Started),
        Scope = () => new CdeScope(_house.Options.Cde.Clusters, _house.Options.Cde.Namespaces),
        Ledger = _house.Ledger.ReadFactsAsync,
    };

    private async Task<ChainCheck> VerifyAsync(CancellationToken cancellationToken)
    {
        var found = await StoreVerifier.VerifyAsync(_house.Options.DataFolder, LastAnchor.Read(_house.Options.DataFolder), cancellationToken);
        return new(found.FirstBroken is null, found.Links, found.Head, found.Problems.Count > 0 ? found.Problems[0] : "");
    }

    private static string Recorded(QueryRequest request) => request.Text
        + string.Concat(request.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"\n// {p.Key} = {p.Value.ReplaceLineEndings(" ")}"));

    private QueryRequest Bounded(QueryRequest request)
    {
        var most = _house.Options.Query;
        return request with
        {
            MaxRows = Math.Min(request.MaxRows, most.MaxRows),
            MaxBytes = Math.Min(request.MaxBytes, most.MaxBytes.Bytes),
            Timeout = request.Timeout < most.Timeout ? request.Timeout : most.Timeout,
        };
    }

    // What a person types may hold a card number; neither the store nor the ledger must.
    private static string Masked(string text) =>
        PanGuard.TryMaskText(Encoding.UTF8.GetBytes(text), out var masked) ? Encoding.UTF8.GetString(masked.Bytes.Span) : text;
}
