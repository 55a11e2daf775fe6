using DuckDB.NET.Data;
using Picket.Storage.Segments;

namespace Picket.Storage.DuckDb;

/// <summary>
/// A reader's snapshot: hot rows and the list of segments as of one moment, so that a row which is being sealed is seen
/// once, not twice and not never.
/// </summary>
internal sealed class ReadSession : IDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly DuckDBTransaction _transaction;
    private readonly CancellationToken _cancellationToken;

    public ReadSession(Engine engine, Manifest manifest, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _connection = engine.Connect();
        try
        {
            _transaction = _connection.BeginTransaction();
            Segments = Manifest.PresentOf(ReadLinks(manifest));
        }
        catch
        {
            // A snapshot that nobody holds would still keep the engine from letting go of old rows.
            _transaction?.Dispose();
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>The segments that hold what the hot tables of this snapshot do not.</summary>
    public IReadOnlyList<ManifestEntry> Segments { get; }

    /// <summary>Ends what is read.</summary>
    public CancellationToken CancellationToken => _cancellationToken;

    /// <summary>The rows of a query, read while they are wanted.</summary>
    public IEnumerable<object?[]> Ask(Picket.Kql.DuckDbQuery query) => DuckDbKql.Ask(_connection, query, _cancellationToken);

    public List<T> Read<T>(string sql, IReadOnlyList<object?> values, Func<DuckDBDataReader, T> read, int limit = int.MaxValue,
        Func<bool>? isFull = null)
    {
        using var command = Engine.Command(_connection, sql, [.. values]);
        using var cancel = _cancellationToken.Register(command.Cancel);
        try
        {
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (rows.Count < limit && isFull?.Invoke() != true && reader.Read())
                rows.Add(read(reader));
            return rows;
        }
        catch (DuckDBException) when (_cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(_cancellationToken);
        }
    }

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }

    // The first statement fixes the snapshot. The links in memory trail the committed ones by a moment at most: what is
    // missing there is read from the table.
    private IReadOnlyList<ManifestEntry> ReadLinks(Manifest manifest)
    {
        var count = Read("SELECT count(*) FROM \"PicketSegment\"", [], r => (int)r.GetInt64(0))[0];
        var known = manifest.Entries;
        if (known.Length >= count)
            return known[..count];
        var rest = Read("SELECT \"Line\" FROM \"PicketSegment\" ORDER BY \"Sequence\" OFFSET $1", [known.Length], r => r.GetString(0));
        return [.. known, .. rest.Select(line => ManifestLine.TryRead(line, out var entry, out var problem)
            ? entry!
            : throw new InvalidDataException($"PKT4005: a manifest link in the database is broken: {problem}."))];
    }
}
