using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Picket.Configuration;
using Picket.Core;
using Picket.Pipeline.Detecting;
using Picket.Pipeline.Normalising;
using Picket.Pipeline.Reporting.Export;
using Picket.Storage.DuckDb;
using Picket.Storage.Segments;
using Picket.Terminals;

namespace Picket.Serving;

/// <summary>What this process does itself: the composition root behind the command line.</summary>
internal sealed class LocalPicket(Terminal terminal, TimeProvider clock) : ILocalPicket
{
    public async Task<LocalSession> OpenAsync(LocalTarget target, CancellationToken cancellationToken)
    {
        var house = await OpenHouseAsync(Settings.Load(target), NullLoggerFactory.Instance, clock, cancellationToken);
        try
        {
            return new(new LocalOperations(house, clock), house);
        }
        catch
        {
            await house.DisposeAsync();
            throw;
        }
    }

    public Task<ExitCode> UpAsync(UpRequest request, CancellationToken cancellationToken) =>
        new Server(request, terminal, clock).RunAsync(cancellationToken);

    public Task<IngestSummary> IngestAsync(
        IngestRequest request, IProgress<IngestProgress> progress, CancellationToken cancellationToken) =>
        new Ingest(terminal, clock).RunAsync(request, progress, cancellationToken);

    public async Task<ChainVerification> VerifyStoreAsync(LocalTarget target, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(target.DataFolder))
            throw CliException.CouldNotEvaluate("PKT7010", $"There is no data folder '{target.DataFolder}'.");
        var anchor = LastAnchor.Read(target.DataFolder);
        var found = await StoreVerifier.VerifyAsync(target.DataFolder, anchor, cancellationToken);
        return new("store", found.Links, found.FirstBroken, found.Problems);
    }

    public async Task<ChainVerification> VerifyEvidenceAsync(string directory, CancellationToken cancellationToken)
    {
        var found = await EvidenceVerifier.VerifyAsync(directory, null, cancellationToken);
        terminal.Error.WriteLine($"Key fingerprint: {found.Fingerprint}. Compare it with the one you were given: only that proves whose export this is.");
        var problems = found.Problems.Select(p => p.Sequence is { } entry ? $"{p.Code}: entry {entry}: {p.Message}" : $"{p.Code}: {p.Message}").ToList();
        return new("evidence", found.Entries, problems.Count > 0 ? problems[0] : null, problems);
    }

    public Task<RuleTestSummary> TestRulesAsync(LocalTarget target, IReadOnlyList<string> directories, CancellationToken cancellationToken)
    {
        var tester = new RuleTester(json => AuditEventReader.TryRead(json, out var e, out var problem) ? (e, "") : (null, problem.Reason));
        // Rules of one's own are tested with the lists that they find in a running server.
        var all = Settings.RuleDirectoriesOf(Settings.Read(target));
        var report = directories.Count > 0 ? tester.Run(directories, all) : tester.Run(all);
        return Task.FromResult(new RuleTestSummary(
            report.Rules.Count,
            [.. report.Results.Select(r => new RuleTest(
                r.Rule.Value, $"{(r.MustMatch ? "must match" : "must not match")} ({r.File}:{r.Line})", r.Passed, r.Message))],
            [.. report.Problems.Select(p => p.ToString())]));
    }

    public Task<QueryTestSummary> TestQueriesAsync(
        LocalTarget target, IReadOnlyList<string> paths, TestEngine engine, CancellationToken cancellationToken)
    {
        var options = Settings.Read(target);
        IReadOnlyList<string> places = paths.Count > 0 ? paths : [Content.Root, .. options.Detecting.Rules, .. options.Query.Saved];
        var watchlists = options.Query.Watchlists ?? Path.Combine(target.DataFolder, "watchlists");
        using var tests = new QueryTests([Content.Queries, .. options.Query.Saved], watchlists, engine, clock);
        return Task.FromResult(tests.Run(places, cancellationToken));
    }

    public IReadOnlyList<ExportFile> InitialFiles() =>
        [new(ConfigLoader.DefaultFile, Encoding.UTF8.GetBytes(InitTemplate.Text))];

    public Task<IReadOnlyList<Check>> ExamineAsync(LocalTarget target, CancellationToken cancellationToken) =>
        Examination.RunAsync(target, cancellationToken);

    /// <summary>Opens a house and turns what keeps it shut into a sentence.</summary>
    internal static async Task<House> OpenHouseAsync(
        Settings settings, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            return await House.OpenAsync(settings.House, loggers, clock, cancellationToken);
        }
        catch (Exception exception) when (exception is StoreLockedException or StoreUnavailableException or IOException
            or UnauthorizedAccessException or InvalidDataException)
        {
            // A message of the store or the ledger bears its own code.
            throw exception.Message is ['P', 'K', 'T', _, _, _, _, ':', ' ', .. var message]
                ? CliException.CouldNotEvaluate(exception.Message[..7], message)
                : CliException.CouldNotEvaluate("PKT7032", exception.Message);
        }
    }
}
