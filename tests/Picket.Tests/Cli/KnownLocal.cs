using Picket.Core;
using Picket.Tests.Web;

namespace Picket.Tests.Cli;

/// <summary>This machine's Picket with known answers; what it was asked is recorded.</summary>
internal sealed class KnownLocal : ILocalPicket
{
    public KnownOperations Operations { get; } = new();

    public List<string> Calls { get; } = [];

    public ChainVerification Chain { get; set; } = new("store", 3, null, []);

    public RuleTestSummary Tests { get; set; } = new(1, [new("r1", "exec", true, ""), new("r1", "no exec", true, "")],
        []);

    public QueryTestSummary QueryTests { get; set; } = new(1, [new("a.kqltest", 3, "finds it", true, "")], []);

    public IReadOnlyList<Check> Checks { get; set; } = [new("rules", CheckState.Ok, "25 loaded", "")];

    public Func<UpRequest, CancellationToken, Task<ExitCode>> Up { get; set; } = (_, _) => Task.FromResult(ExitCode.Ok);

    public Exception? OpenFailure { get; set; }

    public Task<LocalSession> OpenAsync(LocalTarget target, CancellationToken cancellationToken)
    {
        Calls.Add("open");
        return OpenFailure is null
            ? Task.FromResult(new LocalSession(Operations, new Closing(Calls))) : throw OpenFailure;
    }

    public Task<ExitCode> UpAsync(UpRequest request, CancellationToken cancellationToken)
    {
        Calls.Add($"up {request.Listen} {request.IsDemo} {request.Target.ConfigFile}");
        return Up(request, cancellationToken);
    }

    public Task<IngestSummary> IngestAsync(
        IngestRequest request, IProgress<IngestProgress> progress, CancellationToken cancellationToken)
    {
        Calls.Add($"ingest {string.Join(' ', request.Files.Select(Path.GetFileName))}");
        progress.Report(new(request.Files[0], 1, 50, 100));
        return Task.FromResult(new IngestSummary(100, 90, 7, 3, 12, 0.5));
    }

    public Task<ChainVerification> VerifyStoreAsync(LocalTarget target, CancellationToken cancellationToken) =>
        Task.FromResult(Chain);

    public Task<ChainVerification> VerifyEvidenceAsync(string directory, CancellationToken cancellationToken) =>
        Task.FromResult(Chain with { Subject = "evidence" });

    public Task<RuleTestSummary> TestRulesAsync(
        LocalTarget target, IReadOnlyList<string> directories, CancellationToken cancellationToken)
    {
        Calls.Add($"test rules {string.Join(' ', directories.Select(Path.GetFileName))}");
        return Task.FromResult(Tests);
    }

    public Task<QueryTestSummary> TestQueriesAsync(
        LocalTarget target, IReadOnlyList<string> paths, TestEngine engine, CancellationToken cancellationToken)
    {
        Calls.Add($"test queries {engine} {string.Join(' ', paths.Select(Path.GetFileName))}");
        return Task.FromResult(QueryTests);
    }

    public IReadOnlyList<ExportFile> InitialFiles() => [new("picket.yaml", "# Picket\n"u8.ToArray())];

    public Task<IReadOnlyList<Check>> ExamineAsync(LocalTarget target, CancellationToken cancellationToken) =>
        Task.FromResult(Checks);

    private sealed class Closing(List<string> calls) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            calls.Add("close");
            return ValueTask.CompletedTask;
        }
    }
}
