using Picket.Core;
using Picket.Kql;

namespace Picket.Serving;

/// <summary>
/// Saved queries: <c>NAME.kql</c>, which begins with comments <c>// title:</c>, <c>// why:</c> and <c>// pci:</c>; the query follows.
/// </summary>
internal static class QueryLibraryFiles
{
    private const long MaxBytes = 256 * 1024;
    private const int MaxFiles = 1_000;

    public static QueryLibrary Read(IReadOnlyList<string> folders, (IReadOnlyList<Watchlist> Lists, IReadOnlyList<string> Problems) watchlists)
    {
        var queries = new SortedDictionary<string, SavedQuery>(StringComparer.Ordinal);
        List<string> problems = [.. watchlists.Problems];
        foreach (var folder in folders.Where(f => !Directory.Exists(f)))
            problems.Add($"PKT7046: There is no folder '{folder}' with saved queries (query.saved).");
        foreach (var file in folders.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*.kql").Order(StringComparer.Ordinal)).Take(MaxFiles))
        {
            // A query of one's own goes before the shipped one of the same name.
            if (TryRead(file, out var query, out var problem))
                queries[query.Name] = query;
            else
                problems.Add($"PKT7046: The saved query '{Content.NameOf(file)}' cannot be read: {problem}.");
        }

        return new([.. queries.Values], watchlists.Lists, problems);
    }

    private static bool TryRead(string file, out SavedQuery query, out string problem)
    {
        query = null!;
        problem = "";
        try
        {
            if (new FileInfo(file).Length > MaxBytes)
                problem = $"it is larger than {new ByteSize(MaxBytes)}";
            else
                query = Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file).ReplaceLineEndings("\n"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = exception.Message;
        }

        return problem.Length == 0;
    }

    private static SavedQuery Parse(string name, string text)
    {
        var head = text.Split('\n').TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal)).ToList();
        var body = string.Join('\n', text.Split('\n').Skip(head.Count)).Trim();
        return new(name, Field("title") is { Length: > 0 } title ? title : name, Field("why"),
            [.. Field("pci").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)], body,
            [.. KqlParameters.Of(body).Select(p => new QueryParameter(p.Name, p.Type.Word, p.Default))]);

        string Field(string key) => head.Select(line => line[2..].Trim())
            .FirstOrDefault(line => line.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))?[(key.Length + 1)..].Trim() ?? "";
    }
}
