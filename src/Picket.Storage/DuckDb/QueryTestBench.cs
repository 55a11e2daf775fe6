using DuckDB.NET.Data;
using Picket.Kql;
using Picket.Kql.Testing;
using Picket.Storage.DuckDb.Relations;

namespace Picket.Storage.DuckDb;

/// <summary>
/// Runs test cases against the tables that a store has, each empty but for the rows a case loads; watchlists are those of a folder. For one thread.
/// </summary>
public sealed class QueryTestBench(string watchlistFolder, TimeProvider clock) : IDisposable
{
    /// <summary>The longest a case may take on an engine.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly WatchlistFolder _watchlists = new(watchlistFolder);
    private readonly MemoryEngine _memory = new();

    /// <summary>Runs a case as a store answers it: in DuckDB as far as that goes.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public KqlTestResult RunInDuckDb(KqlTest test, CancellationToken cancellationToken) => Run(test, _memory.Run, cancellationToken);

    /// <summary>Runs a case in the evaluator alone.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public KqlTestResult RunInEvaluator(KqlTest test, CancellationToken cancellationToken) => Run(test, KqlEvaluator.Run, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private KqlTestResult Run(KqlTest test, Func<KqlPlan, KqlRun, IEnumerable<object?[]>> engine, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(test);
        using var timeout = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var catalogue = Catalogue.For(test.Query, _watchlists);
        var runner = new KqlTestRunner(catalogue, engine) { ReadOther = scan => Watchlist(catalogue, scan, either.Token) };
        try
        {
            var result = runner.Run(test, either.Token);
            return catalogue.Problem.Length > 0 ? result with { Failure = catalogue.Problem } : result;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(test, $"It took longer than {Longest.TotalSeconds:0} s.");
        }
        catch (DuckDBException exception)
        {
            return new(test, $"PKT4031 The engine could not answer: {exception.Message.Split('\n')[0]}");
        }
    }

    private IEnumerable<object?[]> Watchlist(Catalogue catalogue, TableScan scan, CancellationToken cancellationToken) =>
        catalogue.Of(scan) is WatchlistRelation list
            ? _memory.Ask(DuckDbSql.Translate(scan, s => list.Source(s, (_, _) => [])), cancellationToken)
            : [];
}
