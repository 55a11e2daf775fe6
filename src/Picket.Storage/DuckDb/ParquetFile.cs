using System.Globalization;
using DuckDB.NET.Data;
using Picket.Core;

namespace Picket.Storage.DuckDb;

/// <summary>Writes a result as a Parquet file (zstd). Time spans and decimals are text, as in JSON; times have microseconds.</summary>
public static class ParquetFile
{
    /// <summary>Writes the whole result to <paramref name="path"/>, over a file that is there.</summary>
    public static void Write(QueryResult result, string path)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var names = UniqueNames(result);
        Engine.Execute(connection, $"CREATE TABLE result ({string.Join(", ", result.Columns.Select((c, i) => $"{names[i]} {TypeOf(c.Type)}"))})");
        using (var appender = connection.CreateAppender("result"))
        {
            foreach (var row in result.Rows)
            {
                var line = appender.CreateRow();
                for (var i = 0; i < row.Count; i++)
                    Append(line, row[i]);
                line.EndRow();
            }
        }

        Engine.Execute(connection, $"COPY result TO {Sql.Quote(path)} (FORMAT parquet, COMPRESSION zstd)");
    }

    // KQL tells Name from name, DuckDB does not.
    private static List<string> UniqueNames(QueryResult result)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. result.Columns.Select(c =>
        {
            var name = c.Name;
            for (var i = 2; !taken.Add(name); i++)
                name = $"{c.Name}_{i}";
            return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        })];
    }

    private static string TypeOf(string type) => type switch
    {
        "datetime" => "TIMESTAMP",
        "long" => "BIGINT",
        "int" => "INTEGER",
        "real" => "DOUBLE",
        "bool" => "BOOLEAN",
        "guid" => "UUID",
        _ => "VARCHAR",
    };

    private static void Append(IDuckDBAppenderRow row, object? cell) => _ = cell switch
    {
        null => row.AppendNullValue(),
        string text => row.AppendValue(text),
        long number => row.AppendValue(number),
        int number => row.AppendValue(number),
        double number => row.AppendValue(number),
        bool flag => row.AppendValue(flag),
        DateTime time => row.AppendValue(time),
        Guid id => row.AppendValue(id),
        TimeSpan span => row.AppendValue(span.ToString("c", CultureInfo.InvariantCulture)),
        IFormattable other => row.AppendValue(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => row.AppendValue(cell.ToString()),
    };
}
