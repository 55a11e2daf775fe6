using System.Collections.Immutable;

namespace Picket.Storage.Segments;

/// <summary>
/// The chain of sealed segments, as a file that a second process may read while the store is open. The engine's own table
/// of lines is the truth; the file is written after it and caught up at start.
/// </summary>
public sealed class Manifest(string directory)
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "manifest.chain";

    private readonly string _path = Path.Combine(directory, FileName);

    /// <summary>All links, in order: a new list at each change, so that readers may keep theirs.</summary>
    public ImmutableArray<ManifestEntry> Entries { get; private set; } = [];

    /// <summary>Hash of the last line; <see cref="ManifestEntry.Genesis"/> when there is none.</summary>
    public string Head { get; private set; } = ManifestEntry.Genesis;

    /// <summary>The segments that should be present: sealed and not expired.</summary>
    public IReadOnlyList<ManifestEntry> Present => PresentOf(Entries);

    /// <summary>Takes the committed lines and makes the file agree with them.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Load(IReadOnlyList<string> committed)
    {
        var entries = ImmutableArray.CreateBuilder<ManifestEntry>(committed.Count);
        Head = ManifestEntry.Genesis;
        foreach (var line in committed)
        {
            if (!ManifestLine.TryRead(line, out var entry, out var problem))
                throw new InvalidDataException($"PKT4005: manifest link {entries.Count + 1} in the database is broken: {problem}.");
            entries.Add(entry!);
            Head = ManifestLine.HashOf(line);
        }

        Entries = entries.ToImmutable();
        CatchUp(committed);
    }

    /// <summary>Adds a link whose line is already committed.</summary>
    /// <exception cref="IOException">The file cannot be written; the next start catches up.</exception>
    public void Append(ManifestEntry entry, string line)
    {
        Entries = Entries.Add(entry);
        Head = ManifestLine.HashOf(line);
        using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
        file.Flush(flushToDisk: true);
    }

    // Only lines that are missing at the end are added: a line that differs is left for `store verify` to name.
    private void CatchUp(IReadOnlyList<string> committed)
    {
        var text = File.Exists(_path) ? File.ReadAllText(_path) : "";
        var whole = text.LastIndexOf('\n') + 1;
        var present = text.AsSpan(0, whole).Count('\n');
        if (present >= committed.Count && whole == text.Length)
            return;

        using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        file.SetLength(System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, whole)));
        file.Seek(0, SeekOrigin.End);
        foreach (var line in committed.Skip(present))
            file.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Of these links, the segments that should be present.</summary>
    public static IReadOnlyList<ManifestEntry> PresentOf(IReadOnlyList<ManifestEntry> entries)
    {
        var expired = entries.Where(e => e.Kind == ManifestKind.Expired).Select(e => e.Path).ToHashSet(StringComparer.Ordinal);
        return [.. entries.Where(e => e.Kind == ManifestKind.Sealed && !expired.Contains(e.Path))];
    }
}
