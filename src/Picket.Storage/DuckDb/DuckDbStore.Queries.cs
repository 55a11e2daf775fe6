using System.Diagnostics;
using DuckDB.NET.Data;
using Picket.Core;
using Picket.Kql;
using Picket.Storage.Segments;

namespace Picket.Storage.DuckDb;

/// <summary>KQL: compiled to one SQL statement with parameters, over the hot rows and the segments that may matter.</summary>
public sealed partial class DuckDbStore
{
    // Filters kept in memory; a year has more than fit.
    private const int MaxBlooms = 512;

    /// <inheritdoc/>
    public async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var timeout = new CancellationTokenSource(request.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var result = await InSnapshotAsync(session => Answer(session, request, timeout), either.Token);
            return result with { Elapsed = Stopwatch.GetElapsedTime(started) };
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failed("PKT4030", $"The query took longer than {request.Timeout}, or than its own 'set servertimeout'. Narrow its time range, or give it more time.");
        }
        catch (KqlRunException exception)
        {
            throw Failed(exception.Code, exception.Message);
        }
        catch (OutOfMemoryException)
        {
            throw Failed(KqlCodes.TooManyRowsHeld, "The query needs more memory than there is. Project fewer columns, or filter or summarize earlier.");
        }
        catch (DuckDBException exception)
        {
            throw Failed("PKT4031", $"The engine could not answer: {FirstLine(exception)}.");
        }
    }

    private QueryResult Answer(ReadSession session, QueryRequest request, CancellationTokenSource timeout)
    {
        var catalogue = Catalogue.For(request.Text, _watchlists);
        catalogue.Probe = part => Rows(session, catalogue, part);
        var compiled = KqlCompiler.Compile(request.Text, catalogue, request.Now ?? _clock.GetUtcNow().UtcDateTime, request.Parameters);
        if (catalogue.Problem.Length > 0)
            throw Failed("PKT4033", catalogue.Problem);
        if (compiled.Plan is not { } plan)
            throw new QueryException([.. compiled.Diagnostics.Select(d => new QueryProblem(d.Code, d.Message, d.Line, d.Column))]);

        request = ResultBounds.Narrowed(request, compiled.Options);
        if (compiled.Options.Timeout is not null)
            timeout.CancelAfter(request.Timeout);
        var (rows, isFull) = request.IsExplained ? ([], false) : Run(session, catalogue, plan, request);
        var truncation = ResultBounds.Of(request, rows.Count, isFull);
        return new(
            [.. compiled.OutputColumns.Select(c => new QueryColumn(c.Name, c.Type.Word))],
            rows.Count > request.MaxRows ? rows[..request.MaxRows] : rows)
        {
            IsTruncated = truncation.Length > 0,
            Truncation = truncation,
            Warnings = [.. ResultBounds.WarningsOf(compiled), .. catalogue.WarningsOf(plan)],
            Chart = compiled.Chart,
            ChartProperties = compiled.Render.Properties,
            Explanation = request.IsExplained ? KqlExplain.Text(plan) : "",
        };
    }

    private (List<IReadOnlyList<object?>> Rows, bool IsFull) Run(ReadSession session, Catalogue catalogue, KqlPlan plan, QueryRequest request)
    {
        var size = 0L;
        var rows = new List<IReadOnlyList<object?>>();
        // One row more tells that there are more; the engine need not compute the rest.
        var bounded = new Take(plan, new LiteralExpression(KqlType.Long, request.MaxRows + 1L));
        foreach (var row in Rows(session, catalogue, bounded))
        {
            var cells = ForResult(row, plan.Columns);
            rows.Add(cells);
            size += ResultBounds.SizeOf(cells);
            if (rows.Count > request.MaxRows || size > request.MaxBytes)
                break;
        }

        return (rows, size > request.MaxBytes);
    }

    /// <summary>How many segments a query would open, and how many there are.</summary>
    internal Task<(int Opened, int All)> CountSegmentsAsync(string kql, DateTime now, CancellationToken cancellationToken) => InSnapshotAsync(
        session =>
        {
            var catalogue = Catalogue.For(kql, _watchlists);
            var opened = new HashSet<string>(StringComparer.Ordinal);
            if (KqlCompiler.Compile(kql, catalogue, now).Plan is { } plan)
                KqlHybrid.Queries(plan, scan => catalogue.Of(scan).Source(scan, (table, wanted) => Files(session, table, wanted).Select(f => (opened.Add(f), f).f)));
            return (opened.Count, session.Segments.Count);
        },
        cancellationToken);

    private IEnumerable<object?[]> Rows(ReadSession session, Catalogue catalogue, KqlPlan plan) => KqlHybrid.Run(
        plan,
        scan => catalogue.Of(scan).Source(scan, (table, wanted) => Files(session, table, wanted)),
        session.Ask,
        new KqlRun
        {
            ReadTable = scan => throw new InvalidOperationException($"The table '{scan.Table}' is read by the engine."),
            ReadExternal = data => _external.Read(data, session.CancellationToken),
            CancellationToken = session.CancellationToken,
        });

    private static object?[] ForResult(object?[] row, IReadOnlyList<KqlColumn> columns)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (columns[i].Type == KqlType.Dynamic && row[i] is string json)
                row[i] = new JsonText(json);
        }

        return row;
    }

    private IEnumerable<string> Files(ReadSession session, TableDefinition table, TableScan scan) =>
        session.Segments.Where(s => s.Table == table.Name && MayHold(s, scan)).Select(s => FullPath(s.Path));

    private bool MayHold(ManifestEntry segment, TableScan scan)
    {
        if (scan.From > segment.To || scan.To < segment.From)
            return false;
        var terms = scan.RequiredTerms.Where(t => BloomColumns.Contains(t.Column) && TermBloom.CanJudge(t.Term)).ToList();
        if (terms.Count == 0)
            return true;
        if (_blooms.Count >= MaxBlooms)
            _blooms.Clear();
        var bloom = _blooms.GetOrAdd(segment.Path, ReadBloom);
        return bloom is null || terms.All(t => bloom.MayContain(t.Term));
    }

    // A filter that is missing or damaged is `store verify`'s business; a query then reads the segment itself.
    private TermBloom? ReadBloom(string path)
    {
        var file = new FileInfo(SegmentFiles.Bloom(FullPath(path)));
        return file.Exists && System.Numerics.BitOperations.IsPow2(file.Length) ? TermBloom.FromBytes(File.ReadAllBytes(file.FullName)) : null;
    }

    private static QueryException Failed(string code, string message) => new([new QueryProblem(code, message, 1, 1)]);
}
