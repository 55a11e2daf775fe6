using System.Collections.Concurrent;
using DuckDB.NET.Data;
using Picket.Core;
using Picket.Storage.DuckDb.Relations;
using Picket.Storage.External;
using Picket.Storage.Segments;

namespace Picket.Storage.DuckDb;

/// <summary>
/// The embedded store. New rows go to small hot tables in DuckDB, in one transaction with everything that belongs to
/// them; full hours leave as sealed Parquet segments. One writer at a time; readers have snapshots of their own.
/// </summary>
public sealed partial class DuckDbStore : IStore
{
    private readonly DuckDbOptions _options;
    private readonly TimeProvider _clock;
    private readonly Manifest _manifest;
    private readonly WatchlistFolder _watchlists;
    private readonly ExternalReader _external;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading;
    private readonly ConcurrentDictionary<long, bool> _readers = new();
    private readonly ConcurrentDictionary<string, TermBloom?> _blooms = new(StringComparer.Ordinal);
    private Engine? _engine;
    private HotState _hot = HotState.Empty;
    private volatile string _problem = "";
    private long _lastReader;
    private bool _isClosed;

    private DuckDbStore(DuckDbOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _manifest = new Manifest(options.Directory);
        _external = new ExternalReader(options.ExternalData, options.ExternalTransport);
        _watchlists = new WatchlistFolder(options.WatchlistFolder ?? Path.Combine(options.Directory, "watchlists"));
        _reading = new SemaphoreSlim(options.MaxQueries, options.MaxQueries);
    }

    /// <summary>Opens the data folder, making it where there is none, and finishes what a crash left unfinished.</summary>
    /// <exception cref="StoreLockedException">Another process has it open.</exception>
    /// <exception cref="StoreUnavailableException">It cannot be opened now.</exception>
    public static DuckDbStore Open(DuckDbOptions options, TimeProvider clock)
    {
        var store = new DuckDbStore(options, clock);
        try
        {
            store.OpenEngine();
        }
        catch (Exception exception) when (exception is DuckDBException or InvalidOperationException)
        {
            throw new StoreUnavailableException(
                $"PKT4022: the store in '{options.Directory}' cannot be opened: {FirstLine(exception)}. Put this right and start again; what is kept was not touched.", exception);
        }

        return store;
    }

    private Engine Engine => _engine ?? throw new StoreUnavailableException(_problem, null);

    /// <inheritdoc/>
    public async Task CommitAsync(StoreBatch batch, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            Guarded(() => Write(batch));
            _hot = _hot.With(batch.Events);
            if (_hot.Rows >= _options.HotRows || _hot.Bytes >= _options.HotBytes)
                SealQuietly(everything: true);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        _isClosed = true;
        _engine?.Dispose();
        _engine = null;
        _problem = "The store is closed.";
        _writing.Release();
    }

    private void Write(StoreBatch batch)
    {
        var connection = Engine.Writer;
        using var transaction = connection.BeginTransaction();
        new BatchWriter(connection).Write(batch, _clock.GetUtcNow().UtcDateTime);
        transaction.Commit();
    }

    // What the engine refuses, it refuses whole: the transaction is gone, the caller may come again with the same batch.
    private void Guarded(Action write)
    {
        try
        {
            CheckFreeSpace();
            if (_engine is null)
                OpenEngine();
            write();
            _problem = "";
        }
        catch (Exception exception) when (IsOfTheEngine(exception))
        {
            _problem = $"PKT4020: the store cannot write to '{_options.Directory}': {FirstLine(exception)}. It tries again by itself; nothing acknowledged is lost.";
            Reopen();
            throw new StoreUnavailableException(_problem, exception);
        }
    }

    private static bool IsOfTheEngine(Exception exception) => exception is DuckDBException or IOException or InvalidOperationException
        or UnauthorizedAccessException or StoreLockedException or InvalidDataException;

    private void CheckFreeSpace()
    {
        var free = new DriveInfo(Path.GetFullPath(_options.Directory)).AvailableFreeSpace;
        if (free >= _options.MinFreeBytes)
            return;
        _problem = $"PKT4021: the disk under '{_options.Directory}' is full: {free >> 20} MiB free, {_options.MinFreeBytes >> 20} MiB needed. Events are not acknowledged until there is room.";
        throw new StoreUnavailableException(_problem, null);
    }

    // After a failed write DuckDB may declare the whole instance invalid; a fresh one replays its log.
    private void Reopen()
    {
        try
        {
            _engine?.Dispose();
            _engine = null;
            OpenEngine();
        }
        catch (Exception exception) when (IsOfTheEngine(exception))
        {
            _engine = null;
        }
    }

    private void OpenEngine()
    {
        var engine = Engine.Open(_options);
        try
        {
            _manifest.Load(ReadLines(engine.Writer));
            RemoveUnfinished();
            _hot = HotState.Read(engine.Writer);
            _engine = engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    private static List<string> ReadLines(DuckDBConnection connection)
    {
        using var command = Engine.Command(connection, "SELECT \"Line\" FROM \"PicketSegment\" ORDER BY \"Sequence\"");
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetString(0));
        return lines;
    }

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].TrimEnd('.', ' ');
}
