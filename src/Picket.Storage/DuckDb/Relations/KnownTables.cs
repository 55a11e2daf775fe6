using System.Collections.Frozen;
using Picket.Kql;

namespace Picket.Storage.DuckDb.Relations;

/// <summary>
/// The tables of Azure Monitor, Sentinel and Defender that public queries name, as <c>content/schemas</c> lists them: a line has
/// a table, a column and its type. They are there, empty, until somebody fills them.
/// </summary>
internal static class KnownTables
{
    private const string Folder = "schemas/";
    private const string ResourceGraph = $"{Folder}resourcegraph.tsv";

    private static readonly Lazy<FrozenDictionary<string, KqlTable>> Loaded = new(Load);

    public static FrozenDictionary<string, KqlTable> ByName => Loaded.Value;

    /// <summary>Reads the lines of one file; what is wrong with a line is told with its number.</summary>
    /// <exception cref="InvalidDataException">A line is not of the form table, tab, column, tab, type.</exception>
    internal static IEnumerable<KqlTable> Read(TextReader text, string file)
    {
        var columns = new List<KqlColumn>();
        var table = "";
        var number = 1;
        for (var line = text.ReadLine() is null ? null : text.ReadLine(); line is not null; line = text.ReadLine())
        {
            number++;
            if (line.Split('\t') is not [var name, var column, var word] || !KqlTypes.TryParse(word, out var type))
                throw new InvalidDataException($"{file}:{number}: '{line}' is not a table, a column and a type, with tabs between them.");
            if (name != table && columns.Count > 0)
            {
                yield return new KqlTable(table, [.. columns]);
                columns.Clear();
            }

            table = name;
            columns.Add(new KqlColumn(column, type));
        }

        if (columns.Count > 0)
            yield return new KqlTable(table, columns);
    }

    private static FrozenDictionary<string, KqlTable> Load()
    {
        var assembly = typeof(KnownTables).Assembly;
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).SelectMany(file =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            var tables = Read(reader, file).ToList();
            // Azure Resource Graph takes its tables' names in any case; public queries write them in two.
            return file == ResourceGraph ? [.. tables, .. tables.Select(t => t with { Name = t.Name.ToLowerInvariant() })] : tables;
        }).ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
    }
}
