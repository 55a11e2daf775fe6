using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Reader;
using DuckDB.NET.Data.DataChunk.Writer;
using Picket.Kql;

namespace Picket.Storage.DuckDb;

/// <summary>KQL's whole-term match as a scalar function of the engine: exact, and faster than a regular expression.</summary>
internal static class TermFunctions
{
    public static void Register(DuckDBConnection connection) =>
        connection.RegisterScalarFunction<string, string, bool>("kql_has", Has);

    private static void Has(IReadOnlyList<IDuckDBDataReader> arguments, IDuckDBDataWriter result, ulong rows)
    {
        for (ulong row = 0; row < rows; row++)
            result.WriteValue(KqlTerms.Has(arguments[0].GetValue<string>(row), arguments[1].GetValue<string>(row)), row);
    }
}
