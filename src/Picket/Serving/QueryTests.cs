using Picket.Core;
using Picket.Kql.Testing;
using Picket.Storage.DuckDb;

namespace Picket.Serving;

/// <summary>Runs <c>.kqltest</c> files against the tables of the product.</summary>
internal sealed class QueryTests(IReadOnlyList<string> saved, string watchlists, TestEngine engine, TimeProvider clock) : IDisposable
{
    /// <summary>The ending of a file of query tests.</summary>
    public const string Ending = ".kqltest";

    private const int MaxFiles = 10_000;

    private readonly Dictionary<string, SavedQuery> _saved =
        QueryLibraryFiles.Read(saved, ([], [])).Queries.ToDictionary(q => q.Name, StringComparer.Ordinal);

    private readonly QueryTestBench _bench = new(watchlists, clock);
    private readonly List<QueryTest> _tests = [];
    private readonly List<string> _problems = [];

    /// <summary>Runs all cases of the files, and of those anywhere below the folders.</summary>
    public QueryTestSummary Run(IReadOnlyList<string> places, CancellationToken cancellationToken)
    {
        var files = places.SelectMany(Files).Distinct(StringComparer.Ordinal).Take(MaxFiles).ToList();
        foreach (var file in files)
            RunFile(file, cancellationToken);
        return new(files.Count, _tests, _problems);
    }

    public void Dispose() => _bench.Dispose();

    private IReadOnlyList<string> Files(string place)
    {
        if (!Directory.Exists(place))
            return [place];
        try
        {
            return [.. Directory.EnumerateFiles(place, $"*{Ending}", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"PKT7061: The folder '{place}' cannot be read: {exception.Message}");
            return [];
        }
    }

    private void RunFile(string file, CancellationToken cancellationToken)
    {
        var name = Content.NameOf(file);
        if (Read(file) is not { } text)
            return;
        var (tests, problems) = KqlTestReader.Read(text, query => _saved.GetValueOrDefault(query)?.Text);
        _problems.AddRange(problems.Select(p => $"PKT7061: {name}({p.Line}): {p.Message}"));
        foreach (var test in tests)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failures = Failures(test, cancellationToken);
            _tests.Add(new(name, test.Line, test.Name, failures.Count == 0, string.Join(' ', failures)));
        }
    }

    private List<string> Failures(KqlTest test, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        if (engine != TestEngine.Evaluator && _bench.RunInDuckDb(test, cancellationToken).Failure is { } inDuckDb)
            failures.Add($"On DuckDB: {inDuckDb}");
        if (engine != TestEngine.DuckDb && _bench.RunInEvaluator(test, cancellationToken).Failure is { } inEvaluator)
            failures.Add($"On the evaluator: {inEvaluator}");
        return failures;
    }

    private string? Read(string file)
    {
        try
        {
            // A character is at most four bytes.
            if (new FileInfo(file).Length <= KqlTestReader.MaxLength * 4L)
                return File.ReadAllText(file);
            _problems.Add($"PKT7061: The file '{file}' is longer than {KqlTestReader.MaxLength} characters. Split it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"PKT7061: The file '{file}' cannot be read: {exception.Message}");
        }

        return null;
    }
}
