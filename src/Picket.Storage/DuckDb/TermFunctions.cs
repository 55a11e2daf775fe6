using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Reader;
using DuckDB.NET.Data.DataChunk.Writer;
using Picket.Kql;

namespace Picket.Storage.DuckDb;

/// <summary>KQL's whole-term matches as scalar functions of the engine: exact, and faster than regular expressions.</summary>
internal static class TermFunctions
{
    public static void Register(DuckDBConnection connection)
    {
        foreach (var (name, test) in DuckDbSql.RequiredFunctions)
            connection.RegisterScalarFunction<string, string, bool>(name, (arguments, result, rows) => Run(test, arguments, result, rows));
    }

    private static void Run(
        Func<string, string, bool> test, IReadOnlyList<IDuckDBDataReader> arguments, IDuckDBDataWriter result, ulong rows)
    {
        for (ulong row = 0; row < rows; row++)
            result.WriteValue(test(arguments[0].GetValue<string>(row), arguments[1].GetValue<string>(row)), row);
    }
}
