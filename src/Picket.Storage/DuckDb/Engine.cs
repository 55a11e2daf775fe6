using System.Globalization;
using DuckDB.NET.Data;

namespace Picket.Storage.DuckDb;

/// <summary>The open database: one instance, a connection for the writer, more for readers.</summary>
internal sealed class Engine : IDisposable
{
    public const string FileName = "picket.duckdb";

    private readonly string _connectionString;

    private Engine(DuckDbOptions options)
    {
        var text = new DuckDBConnectionStringBuilder
        {
            ["DataSource"] = Path.Combine(options.Directory, FileName),
            ["memory_limit"] = string.Create(CultureInfo.InvariantCulture, $"{options.MemoryLimit / 1024}KiB"),
            ["threads"] = Math.Clamp(Environment.ProcessorCount, 1, 8).ToString(CultureInfo.InvariantCulture),
            ["temp_directory"] = Path.Combine(options.Directory, "temp"),
            // Checkpointing is our own step after sealing, when little is left to write; never inside an append.
            ["checkpoint_threshold"] = "16GB",
            // A segment is read when a question needs it; the system's own file cache is enough of a cache.
            ["enable_external_file_cache"] = "false",
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
        };
        _connectionString = text.ConnectionString;
        Writer = Connect();
    }

    public DuckDBConnection Writer { get; }

    /// <summary>Opens the database and makes sure of its tables and functions.</summary>
    /// <exception cref="StoreLockedException">Another process has it open.</exception>
    public static Engine Open(DuckDbOptions options)
    {
        MakeFolder(options.Directory);
        Engine engine;
        try
        {
            MakeFile(Path.Combine(options.Directory, FileName));
            engine = new Engine(options);
        }
        catch (DuckDBException exception) when (exception.Message.Contains("lock", StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreLockedException(options.Directory, exception);
        }

        try
        {
            foreach (var table in Tables.All)
                Execute(engine.Writer, table.Ddl());
            Functions.EngineFunctions.Register(engine.Writer);
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    // Half a database file, left by a full disk or a crash, would keep the store shut for ever: it appears whole or not at all.
    private static void MakeFile(string path)
    {
        if (File.Exists(path))
            return;
        var fresh = $"{path}.{Environment.ProcessId}.new";
        File.Delete(fresh);
        try
        {
            using (var connection = new DuckDBConnection(new DuckDBConnectionStringBuilder { ["DataSource"] = fresh }.ConnectionString))
                connection.Open();
            File.Move(fresh, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster; which of the two goes on is decided by the lock on the file.
            File.Delete(fresh);
        }
        catch (DuckDBException)
        {
            File.Delete(fresh);
            throw;
        }
    }

    // What is kept is nobody's business but the owner's. A folder that is there keeps the mode somebody gave it.
    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A connection of its own for one reader; the caller disposes it.</summary>
    public DuckDBConnection Connect()
    {
        var connection = new DuckDBConnection(_connectionString);
        connection.Open();
        return connection;
    }

    public static int Execute(DuckDBConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static DuckDBCommand Command(DuckDBConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
            command.Parameters.Add(new DuckDBParameter(parameter ?? DBNull.Value));
        return command;
    }

    public void Dispose() => Writer.Dispose();
}

/// <summary>Another process has the data folder open.</summary>
public sealed class StoreLockedException(string directory, Exception inner) : Exception(
    $"PKT4010: the data folder '{directory}' is open in another process. Stop that process, or use its API (a running server is found by itself).",
    inner);
