using DuckDB.NET.Data;
using Picket.Kql;
using Picket.Storage.DuckDb.Functions;

namespace Picket.Storage.DuckDb;

/// <summary>Runs queries that <see cref="DuckDbSql"/> wrote on a connection to any DuckDB.</summary>
public static class DuckDbKql
{
    /// <summary>Puts the functions that such queries call into the engine behind the connection; once per engine, before a transaction begins.</summary>
    public static void Register(DuckDBConnection connection) => EngineFunctions.Register(connection);

    /// <summary>
    /// The rows of a query, read while they are wanted: bool, int, long, double, decimal, string, <see cref="DateTime"/> (UTC),
    /// <see cref="TimeSpan"/> or <see cref="Guid"/>; dynamic as JSON text; or null. The engine has computed them all before the first is given,
    /// and writes what does not fit its memory to disk.
    /// </summary>
    /// <exception cref="DuckDBException">The engine could not answer, or a function of the query failed.</exception>
    /// <exception cref="KqlRunException">A function of the query hit a bound.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IEnumerable<object?[]> Ask(DuckDBConnection connection, DuckDbQuery query, CancellationToken cancellationToken)
    {
        using var functions = FunctionNumbers.Lend(query.Parameters, cancellationToken);
        using var command = Engine.Command(connection, query.Text, [.. functions.Values]);
        using var cancel = cancellationToken.Register(command.Cancel);
        var types = query.Columns.Select(c => c.Type).ToArray();
        using var reader = Guarded(command.ExecuteReader, functions, cancellationToken);
        while (Guarded(reader.Read, functions, cancellationToken))
            yield return ReadRow(reader, types);
    }

    private static T Guarded<T>(Func<T> step, FunctionLease functions, CancellationToken cancellationToken)
    {
        try
        {
            return step();
        }
        catch (DuckDBException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (DuckDBException) when (functions.Failure is not null)
        {
            throw functions.Failure;
        }
    }

    private static object?[] ReadRow(DuckDBDataReader reader, KqlType[] types)
    {
        var row = new object?[types.Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = reader.IsDBNull(i) ? null : ReadCell(reader, i, types[i]);
        return row;
    }

    private static object? ReadCell(DuckDBDataReader reader, int column, KqlType type) => type switch
    {
        KqlType.Bool => reader.GetBoolean(column),
        KqlType.Int => reader.GetInt32(column),
        KqlType.Long => reader.GetInt64(column),
        KqlType.Real => reader.GetDouble(column),
        KqlType.Decimal => reader.GetDecimal(column),
        KqlType.DateTime => Time(reader.GetInt64(column)),
        KqlType.TimeSpan => TimeSpan.FromTicks(reader.GetInt64(column)),
        KqlType.Guid => reader.GetGuid(column),
        _ => reader.GetString(column),
    };

    private static DateTime? Time(long ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;
}
