using System.Text.Json;
using Xunit;

namespace Picket.Conformance.Kql;

/// <summary>The KQL corpus beside the repository, and the report of a run over it.</summary>
internal static class Corpus
{
    private static readonly string? RepositoryRoot = FindRepositoryRoot();

    /// <summary>The lines of a corpus file as JSON; skips the test where the corpus is absent.</summary>
    public static IReadOnlyList<JsonElement> Lines(string file)
    {
        var folder = Environment.GetEnvironmentVariable("PICKET_CORPORA")
            ?? (RepositoryRoot is null ? null : Path.Combine(RepositoryRoot, "..", "shared"));
        var path = folder is null ? null : Path.Combine(folder, "kql-corpus", file);
        if (path is null || !File.Exists(path))
            Assert.Skip($"The corpus '{file}' is not here. Set PICKET_CORPORA to the folder that holds 'kql-corpus'.");
        return [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement.Clone())];
    }

    /// <summary>Prints the score and writes the failures, one per line, to artifacts/conformance.</summary>
    public static void Report(string name, int passed, int total, IEnumerable<string> failures)
    {
        Console.WriteLine($"corpus {name}: {passed} of {total}");
        if (RepositoryRoot is null)
            return;
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryRoot, "artifacts", "conformance"));
        File.WriteAllLines(Path.Combine(folder.FullName, $"{name}.txt"), failures);
    }

    private static string? FindRepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Picket.slnx")))
            folder = folder.Parent;
        return folder?.FullName;
    }
}
