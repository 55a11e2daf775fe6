using Picket.Configuration;
using Picket.Core;

namespace Picket;

/// <summary>
/// What Picket can do on this machine without a server to ask. User mistakes leave as <see cref="CliException"/>.
/// Nothing is loaded before a member is called: commands that go through a server must start quickly.
/// </summary>
internal interface ILocalPicket
{
    /// <summary>Opens the data folder for this process alone.</summary>
    /// <exception cref="CliException">It is not there, is broken, or another process has it.</exception>
    Task<LocalSession> OpenAsync(LocalTarget target, CancellationToken cancellationToken);

    /// <summary>Runs the server until it is cancelled.</summary>
    Task<ExitCode> UpAsync(UpRequest request, CancellationToken cancellationToken);

    /// <summary>Loads audit files into the data folder, made if it is not there.</summary>
    Task<IngestSummary> IngestAsync(
        IngestRequest request, IProgress<IngestProgress> progress, CancellationToken cancellationToken);

    /// <summary>Checks the sealed segments against their manifest; works beside a running server.</summary>
    Task<ChainVerification> VerifyStoreAsync(LocalTarget target, CancellationToken cancellationToken);

    /// <summary>Checks an evidence export on nothing but its own files.</summary>
    Task<ChainVerification> VerifyEvidenceAsync(string directory, CancellationToken cancellationToken);

    /// <summary>Runs the examples of the rules in the folders, or files of them; of those shipped and configured when there are none.</summary>
    Task<RuleTestSummary> TestRulesAsync(LocalTarget target, IReadOnlyList<string> directories, CancellationToken cancellationToken);

    /// <summary>Runs the query tests in the files and folders; those shipped and configured when there are none.</summary>
    Task<QueryTestSummary> TestQueriesAsync(
        LocalTarget target, IReadOnlyList<string> paths, TestEngine engine, CancellationToken cancellationToken);

    /// <summary>The files that <c>picket init</c> writes, by path relative to the working directory.</summary>
    IReadOnlyList<ExportFile> InitialFiles();

    /// <summary>What the doctor looks at beyond the machine: configuration, rules, store.</summary>
    Task<IReadOnlyList<Check>> ExamineAsync(LocalTarget target, CancellationToken cancellationToken);
}

/// <summary>A data folder and the configuration to read it with; null means the usual places.</summary>
internal sealed record LocalTarget(string DataFolder, string? ConfigFile)
{
    private const string DefaultFolder = "./data";

    /// <summary>The folder that is named, else the one of the configuration, else <c>./data</c>.</summary>
    /// <exception cref="CliException">The configuration is wrong.</exception>
    public static LocalTarget Of(string? dataFolder, string? configFile)
    {
        if (dataFolder is not null)
            return new(dataFolder, configFile);
        if (ConfigLoader.FileOf(configFile) is null)
            return new(DefaultFolder, configFile);
        var result = ConfigLoader.Load(configFile);
        return result.Options is { } options
            ? new(options.Data, configFile)
            : throw new CliException(ExitCode.Usage, "PKT7200", [.. result.Problems.Select(p => p.ToString())]);
    }
}

/// <summary>A data folder opened by this process; disposing closes it.</summary>
internal sealed class LocalSession(IOperations operations, IAsyncDisposable owner) : IAsyncDisposable
{
    public IOperations Operations { get; } = operations;

    public ValueTask DisposeAsync() => owner.DisposeAsync();
}

/// <summary>How <c>picket up</c> was called. <c>Listen</c> is <c>HOST:PORT</c>, null for the configured one.</summary>
internal sealed record UpRequest(LocalTarget Target, string? Listen, bool IsDemo, Output.OutputFormat Format);

/// <summary>Which files to load; they exist.</summary>
internal sealed record IngestRequest(LocalTarget Target, IReadOnlyList<string> Files);

/// <summary>How far loading has come.</summary>
internal readonly record struct IngestProgress(string File, long EventsRead, long BytesRead, long TotalBytes);

/// <summary>What loading did.</summary>
internal sealed record IngestSummary(
    long EventsRead, long Stored, long Duplicates, long Quarantined, long Findings, double Seconds);

/// <summary>What became of checking a hash chain.</summary>
/// <param name="Subject">What was checked: <c>store</c> or <c>evidence</c>.</param>
/// <param name="Links">Links of the chain (segments, or ledger entries) looked at.</param>
/// <param name="FirstBroken">Name of the first broken link; null when the chain is whole.</param>
/// <param name="Problems">Everything found, in chain order.</param>
internal sealed record ChainVerification(
    string Subject, long Links, string? FirstBroken, IReadOnlyList<string> Problems)
{
    public bool IsWhole => FirstBroken is null && Problems.Count == 0;
}

/// <summary>What became of one example of a rule. <c>Message</c> says what is wrong, with file and line.</summary>
internal sealed record RuleTest(string Rule, string Example, bool IsPassed, string Message);

/// <summary>What became of all examples, and what could not be loaded.</summary>
internal sealed record RuleTestSummary(int Rules, IReadOnlyList<RuleTest> Tests, IReadOnlyList<string> Problems);

/// <summary>On what query tests run.</summary>
internal enum TestEngine { Both, DuckDb, Evaluator }

/// <summary>What became of one case of a <c>.kqltest</c> file. <c>Message</c> says what is wrong, and on which engine.</summary>
internal sealed record QueryTest(string File, int Line, string Name, bool IsPassed, string Message);

/// <summary>What became of all cases, and what is wrong with their files, each with file and line.</summary>
internal sealed record QueryTestSummary(int Files, IReadOnlyList<QueryTest> Tests, IReadOnlyList<string> Problems);

/// <summary>How a check of the doctor ended.</summary>
internal enum CheckState { Unknown, Ok, Warn, Fail }

/// <summary>
/// One thing the doctor looked at, what was found, and what to do (empty when nothing is to be done).
/// </summary>
internal sealed record Check(string Name, CheckState State, string Found, string Advice);
