using System.Text;
using Picket.Kql;

namespace Picket.Storage.DuckDb.Relations;

/// <summary>The watchlists of a folder: a CSV file each, called by its name without <c>.csv</c>.</summary>
internal sealed class WatchlistFolder(string folder)
{
    // A header is a line of names; more than this is another kind of file.
    private const int MaxHeader = 64 * 1024;
    private const int MaxColumns = 500;

    public string Folder => folder;

    /// <summary>Names of the watchlists, in order.</summary>
    public IReadOnlyList<string> Names => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.csv").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.OrdinalIgnoreCase)]
        : [];

    /// <summary>The watchlist of a name, whatever its case; null when the folder has none.</summary>
    /// <exception cref="InvalidDataException">Its first line is no CSV header.</exception>
    public WatchlistRelation? Find(string name)
    {
        // The name is looked up in the folder's list, never joined to a path.
        var known = Names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known is null)
            return null;
        var file = new FileInfo(Path.Combine(folder, known + ".csv"));
        return new WatchlistRelation(known, file.FullName, file.LastWriteTimeUtc, Header(file.FullName));
    }

    private static List<string> Header(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var buffer = new char[MaxHeader];
        var text = buffer.AsSpan(0, reader.ReadBlock(buffer));
        var end = text.IndexOf('\n');
        if (end < 0 && text.Length == MaxHeader)
            throw Bad(path, $"its first line is longer than {MaxHeader} characters");
        var names = Fields((end < 0 ? text : text[..end]).TrimEnd('\r').ToString());
        if (names is null)
            throw Bad(path, "a quoted name of its first line does not end there");
        if (names.Count is 0 or > MaxColumns || names.Any(n => n.Length == 0))
            throw Bad(path, $"its first line must name from 1 to {MaxColumns} columns, none of them empty");
        if (names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Bad(path, $"its first line names '{twice.Key}' twice");
        return names;
    }

    // RFC 4180: a field in quotes holds commas, and quotes doubled.
    private static List<string>? Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            var c = line[at];
            if (c == '"' && isQuoted && at + 1 < line.Length && line[at + 1] == '"')
                field.Append(line[++at]);
            else if (c == '"')
                isQuoted = !isQuoted;
            else if (c == ',' && !isQuoted)
                EndField();
            else
                field.Append(c);
        }

        EndField();
        return isQuoted ? null : fields;

        void EndField()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
        }
    }

    private static InvalidDataException Bad(string path, string problem) =>
        new($"The watchlist '{path}' cannot be read: {problem}.");
}
