using System.Security.Cryptography;

namespace Picket.Storage.Segments;

/// <summary>What `store verify` found. <c>FirstBroken</c> is null when all is well.</summary>
/// <param name="Links">Links of the chain.</param>
/// <param name="Segments">Segments whose files were checked.</param>
/// <param name="Rows">Rows they hold.</param>
/// <param name="Head">Hash of the last link.</param>
/// <param name="FirstBroken">The path (or link number) of the first thing that is wrong.</param>
/// <param name="Problems">Every problem found, in chain order.</param>
public sealed record StoreVerification(
    long Links, int Segments, long Rows, string Head, string? FirstBroken, IReadOnlyList<string> Problems);

/// <summary>
/// Checks the chain and every sealed file from the data folder alone, without opening the database: it can run beside a
/// server, or on a copy.
/// </summary>
public static class StoreVerifier
{
    private const int MaxProblems = 100;

    // The shortest that can be configured.
    private static readonly TimeSpan LeastRetention = TimeSpan.FromDays(1);

    /// <summary>Reads every sealed byte once.</summary>
    /// <param name="directory">The data folder.</param>
    /// <param name="anchor">A link count and hash that were vouched for elsewhere; the chain must still contain it.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    public static async Task<StoreVerification> VerifyAsync(
        string directory, (long Links, string Head)? anchor, CancellationToken cancellationToken)
    {
        var state = new State();
        var path = Path.Combine(directory, Manifest.FileName);
        var lines = File.Exists(path) ? await File.ReadAllLinesAsync(path, cancellationToken) : [];
        var entries = ReadChain(lines, state);
        CheckAnchor(lines, anchor, state);
        CheckExpired(entries, state);
        var expired = entries.Where(e => e.Kind == ManifestKind.Expired).Select(e => e.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in entries.Where(e => e.Kind == ManifestKind.Sealed && !expired.Contains(e.Path)))
            await CheckFilesAsync(directory, entry, state, cancellationToken);
        CheckStrays(directory, entries, state);
        return new(lines.Length, state.Segments, state.Rows,
            lines.Length > 0 ? ManifestLine.HashOf(lines[^1]) : ManifestEntry.Genesis, state.FirstBroken, state.Problems);
    }

    private static List<ManifestEntry> ReadChain(string[] lines, State state)
    {
        var entries = new List<ManifestEntry>();
        var previous = ManifestEntry.Genesis;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!ManifestLine.TryRead(lines[i], out var entry, out var problem))
            {
                state.Add($"link {i + 1}", $"PKT4001: link {i + 1} of {Manifest.FileName} is broken: {problem}.");
            }
            else
            {
                if (entry!.Sequence != i + 1)
                    state.Add(entry.Path, $"PKT4001: link {i + 1} says that it is link {entry.Sequence}: a link was removed, added or moved.");
                else if (entry.Previous != previous)
                    state.Add(entry.Path, $"PKT4001: link {i + 1} ('{entry.Path}') does not follow the link before it.");
                entries.Add(entry);
            }

            previous = ManifestLine.HashOf(lines[i]);
        }

        return entries;
    }

    private static void CheckAnchor(string[] lines, (long Links, string Head)? anchor, State state)
    {
        if (anchor is not { Links: > 0 } a)
            return;
        if (lines.Length < a.Links)
            state.Add($"link {lines.Length + 1}", $"PKT4002: the chain has {lines.Length} links, but the evidence ledger vouches for {a.Links}: links were cut off.");
        else if (ManifestLine.HashOf(lines[a.Links - 1]) != a.Head)
            state.Add($"link {a.Links}", $"PKT4002: link {a.Links} is not the one that the evidence ledger vouches for.");
    }

    // A link that says "expired" takes a segment out of the check, so it must be one that retention may have written.
    private static void CheckExpired(List<ManifestEntry> entries, State state)
    {
        var present = new Dictionary<string, ManifestEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Kind == ManifestKind.Sealed)
                present[entry.Path] = entry;
            else if (!present.Remove(entry.Path, out var was) || was.Sha256 != entry.Sha256)
                state.Add(entry.Path, $"PKT4006: link {entry.Sequence} expires '{entry.Path}', which no link before it sealed so.");
            else if (entry.Written - was.Written < LeastRetention || entry.Written - was.To < LeastRetention)
                state.Add(entry.Path, $"PKT4006: link {entry.Sequence} expires '{entry.Path}' at {entry.Written:u}, before any retention can have ended.");
        }
    }

    private static async Task CheckFilesAsync(string directory, ManifestEntry entry, State state, CancellationToken cancellationToken)
    {
        state.Segments++;
        state.Rows += entry.Rows;
        var file = Path.Combine(directory, entry.Path);
        await CheckFileAsync(file, entry.Path, entry.Sha256, state, cancellationToken);
        await CheckFileAsync(SegmentFiles.Bloom(file), SegmentFiles.Bloom(entry.Path), entry.BloomSha256, state, cancellationToken);
    }

    private static async Task CheckFileAsync(string file, string name, string sha256, State state, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            state.Add(name, $"PKT4003: segment '{name}' is missing.");
            return;
        }

        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        if (found != sha256)
            state.Add(name, $"PKT4003: segment '{name}' was changed: its SHA-256 is {found}, the manifest says {sha256}.");
    }

    private static void CheckStrays(string directory, List<ManifestEntry> entries, State state)
    {
        var root = Path.Combine(directory, SegmentFiles.Folder);
        if (!Directory.Exists(root))
            return;
        var known = entries.Select(e => e.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(root, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(directory, file).Replace('\\', '/');
            if (!known.Contains(relative))
                state.Add(relative, $"PKT4004: '{relative}' is not in the manifest.");
        }
    }

    private sealed class State
    {
        public List<string> Problems { get; } = [];

        public string? FirstBroken { get; private set; }

        public int Segments { get; set; }

        public long Rows { get; set; }

        public void Add(string what, string problem)
        {
            FirstBroken ??= what;
            if (Problems.Count < MaxProblems)
                Problems.Add(problem);
        }
    }
}
