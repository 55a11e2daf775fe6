using System.Security.Cryptography;
using DuckDB.NET.Data;
using Picket.Storage.Segments;

namespace Picket.Storage.DuckDb;

/// <summary>Sealing: an hour of a hot table becomes a Parquet file and a link of the chain, in one transaction.</summary>
public sealed partial class DuckDbStore
{
    // Measured on real audit logs: level 6 and 16,384 rows give about 50 bytes an event; level 15 saves 3 % at 2.5 times
    // the time, larger row groups need more memory than the whole budget.
    private const string ParquetOptions = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 6, ROW_GROUP_SIZE 8192";

    private static readonly string[] BloomColumns =
        ["RequestUri", "Verb", "User", "SourceIps", "UserAgent", "ObjectRef", "ImpersonatedUser"];

    /// <summary>Seals the hours that have ended and removes what is past its retention. Cheap when there is nothing to do.</summary>
    /// <exception cref="Core.StoreUnavailableException">It could not; the rows are safe where they were.</exception>
    public async Task MaintainAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            Guarded(() => Seal(everything: false));
            Expire();
            Unlink();
        }
        finally
        {
            _writing.Release();
        }
    }

    // The batch that filled the hot table is durable already: its sender must not hear of a failed seal, the operator does.
    private void SealQuietly(bool everything)
    {
        try
        {
            Guarded(() => Seal(everything));
        }
        catch (Core.StoreUnavailableException)
        {
            // Guarded has kept the reason for `ReadStatusAsync`; the next commit or maintenance tries again.
        }
    }

    private void Seal(bool everything)
    {
        var sealedAny = false;
        foreach (var table in Tables.Sealed)
        {
            foreach (var hour in HoursToSeal(table, everything))
            {
                SealHour(table, hour);
                sealedAny = true;
            }
        }

        if (!sealedAny)
            return;
        _hot = HotState.Read(Engine.Writer);
        Engine.Execute(Engine.Writer, "CHECKPOINT");
    }

    private List<DateTime> HoursToSeal(TableDefinition table, bool everything)
    {
        var ended = everything ? DateTime.MaxValue : _clock.GetUtcNow().UtcDateTime - _options.SealGrace - TimeSpan.FromHours(1);
        using var command = Engine.Command(Engine.Writer,
            $"SELECT DISTINCT date_trunc('hour', \"TimeGenerated\") AS hour FROM \"{table.Name}\" ORDER BY hour");
        using var reader = command.ExecuteReader();
        var hours = new List<DateTime>();
        while (reader.Read())
        {
            var hour = DateTime.SpecifyKind(reader.GetDateTime(0), DateTimeKind.Utc);
            if (hour <= ended)
                hours.Add(hour);
        }

        return hours;
    }

    private void SealHour(TableDefinition table, DateTime hour)
    {
        var connection = Engine.Writer;
        var sequence = _manifest.Entries.Length + 1;
        var relative = SegmentFiles.Relative(table.Name, hour, sequence);
        var path = Path.Combine(_options.Directory, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        using var transaction = connection.BeginTransaction();
        var within = $"FROM \"{table.Name}\" WHERE \"TimeGenerated\" >= $1 AND \"TimeGenerated\" < $2";
        var (rows, from, to) = Extent(connection, within, hour);
        Copy(connection, table, hour, path);
        var bloom = WriteBloom(connection, table, within, hour, path);
        SegmentFiles.Flush(path);
        SegmentFiles.FlushFolders(_options.Directory, path);
        var entry = new ManifestEntry
        {
            Sequence = sequence,
            Kind = ManifestKind.Sealed,
            Table = table.Name,
            Path = relative,
            From = from,
            To = to,
            Rows = rows,
            Bytes = new FileInfo(path).Length,
            Sha256 = HashFile(path),
            BloomSha256 = bloom,
            Written = _clock.GetUtcNow().UtcDateTime,
            Previous = _manifest.Head,
        };
        var line = ManifestLine.Write(entry);
        Insert(connection, entry, line);
        Engine.Execute(connection, $"DELETE {within}", hour, hour.AddHours(1));
        transaction.Commit();
        _manifest.Append(entry, line);
    }

    private static (long Rows, DateTime From, DateTime To) Extent(DuckDBConnection connection, string within, DateTime hour)
    {
        using var command = Engine.Command(connection,
            $"SELECT count(*), min(\"TimeGenerated\"), max(\"TimeGenerated\") {within}", hour, hour.AddHours(1));
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), DateTime.SpecifyKind(reader.GetDateTime(1), DateTimeKind.Utc),
            DateTime.SpecifyKind(reader.GetDateTime(2), DateTimeKind.Utc));
    }

    // COPY takes no parameters; the hour and the path are our own making, and the path is quoted as SQL wants it.
    private static void Copy(DuckDBConnection connection, TableDefinition table, DateTime hour, string path) =>
        Engine.Execute(connection, $"""
            COPY (SELECT {table.ColumnList} FROM "{table.Name}"
                  WHERE "TimeGenerated" >= TIMESTAMP '{hour:yyyy-MM-dd HH:mm:ss}' AND "TimeGenerated" < TIMESTAMP '{hour.AddHours(1):yyyy-MM-dd HH:mm:ss}'
                  ORDER BY "TimeGenerated")
            TO {Sql.Quote(path)} ({ParquetOptions})
            """);

    private static string WriteBloom(DuckDBConnection connection, TableDefinition table, string within, DateTime hour, string path)
    {
        var terms = new HashSet<ulong>();
        foreach (var column in table.Columns.Select(c => c.Name).Intersect(BloomColumns))
        {
            using var command = Engine.Command(connection, $"SELECT DISTINCT \"{column}\" {within}", hour, hour.AddHours(1));
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                if (!reader.IsDBNull(0))
                    AddTerms(reader.GetString(0), terms);
            }
        }

        var file = SegmentFiles.Bloom(path);
        var bytes = TermBloom.Build(terms).ToBytes();
        File.WriteAllBytes(file, bytes);
        SegmentFiles.Flush(file);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    // A query may ask for a value of JSON as text (with its escapes) or for what it means (without): the filter knows both.
    private static void AddTerms(string text, HashSet<ulong> terms)
    {
        TermBloom.AddTerms(text, terms);
        if (text.Contains('\\', StringComparison.Ordinal))
            TermBloom.AddTerms(JsonEscapes.Resolve(text), terms);
    }

    private static void Insert(DuckDBConnection connection, ManifestEntry entry, string line) =>
        Engine.Execute(connection, "INSERT INTO \"PicketSegment\" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            entry.Sequence, Words.Of(entry.Kind), entry.Table, entry.Path, entry.From, entry.To, entry.Rows, entry.Bytes, line);

    private static string HashFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    // A crash between writing a segment and committing it leaves a file that no link names; its rows are still hot.
    // A crash between expiring a segment and unlinking it leaves a file that should be gone.
    private void RemoveUnfinished()
    {
        var root = Path.Combine(_options.Directory, SegmentFiles.Folder);
        if (!Directory.Exists(root))
            return;
        foreach (var entry in _manifest.Entries.Where(e => e.Kind == ManifestKind.Expired))
            DeleteSegment(entry);
        var known = _manifest.Entries.Select(e => Path.GetFullPath(Path.Combine(_options.Directory, e.Path))).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(root, $"*-{_manifest.Entries.Length + 1:D6}.*", SearchOption.AllDirectories))
        {
            if (!known.Contains(Path.GetFullPath(file)))
                File.Delete(file);
        }
    }

    private void DeleteSegment(ManifestEntry entry)
    {
        _blooms.TryRemove(entry.Path, out _);
        var path = FullPath(entry.Path);
        if (!File.Exists(path))
            return;
        File.Delete(path);
        File.Delete(SegmentFiles.Bloom(path));
    }
}
