using Picket.Core;

namespace Picket.Pipeline.Collecting.AuditFile;

/// <summary>The files being read, in the order in which they must be.</summary>
internal sealed class FileSet : IDisposable
{
    // Shorter content is too little to say that two files hold the same.
    private const int MinRecognisable = 64;

    private readonly AuditFileOptions _options;
    private readonly TimeProvider _time;
    private readonly ProblemLog _problems;
    private readonly Dictionary<string, FilePosition> _positions = [];
    private readonly List<FileTail> _tails = [];
    private readonly Dictionary<FileId, long> _finished = [];

    public FileSet(
        AuditFileOptions options, TimeProvider time, ProblemLog problems, IReadOnlyDictionary<string, SourcePosition> saved)
    {
        (_options, _time, _problems) = (options, time, problems);
        foreach (var (key, position) in saved)
        {
            if (FilePosition.FromJson(position.Value) is { } read)
                _positions[key] = read;
        }
    }

    public bool IsEmpty => _tails.Count == 0;

    /// <summary>Opens files that are new, and notices those that were moved.</summary>
    public void Search()
    {
        var present = new List<string>();
        foreach (var pattern in _options.Paths)
            Try(pattern, () => present.AddRange(Matches(pattern)));

        foreach (var path in FileSearch.Oldest(present))
            Try(path, () => Meet(path));
        foreach (var tail in _tails.Where(t => !File.Exists(t.Path)))
            tail.Replaced ??= _time.GetUtcNow();
    }

    /// <summary>The files whose turn it is.</summary>
    public IEnumerable<FileTail> Readable() => [.. _tails.Where(t => t.After is null)];

    /// <summary>The next batch of a file, or null when it has none now.</summary>
    public EntryBatch? Read(FileTail tail)
    {
        EntryBatch? batch = null;
        Try(tail.Path, () =>
        {
            var slice = tail.IsTruncated() ? StartOver(tail) : tail.Read(IsLast(tail));
            if (slice is not null)
                batch = ToBatch(tail, slice);
        });
        return batch;
    }

    /// <summary>Closes files that are read to their end and get no more.</summary>
    public void Close()
    {
        foreach (var tail in _tails.Where(t => t.IsAtEnd && IsLast(t)).ToList())
        {
            _finished[tail.Id] = tail.Length;
            Drop(tail);
        }

        foreach (var tail in _tails.Where(t => t.After is { IsAtEnd: true }))
            tail.After = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _tails.ForEach(t => t.Dispose());

    private List<string> Matches(string pattern)
    {
        List<string> found = [.. FileSearch.Find(pattern)];
        if (found.Count > 0)
            _problems.Clear(pattern);
        else
            _problems.Add("PKT2202", pattern, $"No file matches '{pattern}'. Check the path; the search goes on.");
        return found;
    }

    private void Meet(string path)
    {
        using var probe = FileContent.Open(path);
        if (_finished.TryGetValue(probe.Id, out var length) && length == probe.Length)
            return;
        if (_tails.Find(t => t.Id == probe.Id) is { } known)
        {
            known.Path = path;
            known.Replaced = null;
            return;
        }

        var before = _tails.Find(t => t.Path == path);
        if (before is not null)
            before.Replaced ??= _time.GetUtcNow();
        var tail = FileTail.Open(path, Candidates);
        tail.After = before ?? OpenRotated(path, tail.Id, StaleAt(path, tail.Id));
        _tails.Add(tail);
    }

    // The writer copied the file away and cut it: what was not read yet is in the copy. Without one, a line begun is all
    // that is left to hand out.
    private EntrySlice? StartOver(FileTail tail)
    {
        var last = _positions.GetValueOrDefault(tail.Id.ToString());
        var copy = last is null ? null : OpenRotated(tail.Path, tail.Id, [last]);
        var rest = copy is null ? tail.TakeRest() : null;
        tail.Restart();
        tail.After = copy;
        return rest;
    }

    // Where a file was replaced while nobody watched, its rest is under another name, which the patterns may not cover.
    private FileTail? OpenRotated(string path, FileId current, List<FilePosition> stale)
    {
        FileTail? latest = null;
        foreach (var sibling in stale.Count == 0 ? [] : FileSearch.Siblings(path).Reverse())
        {
            FileTail? found = null;
            Try(sibling, () => found = FileTail.Open(sibling, _ => stale));
            if (found is null)
                continue;
            if (found.Id == current || !found.IsResumed || !found.HasMore || _tails.Any(t => t.Id == found.Id))
            {
                found.Dispose();
                continue;
            }

            (found.Replaced, found.After) = (_time.GetUtcNow(), latest);
            _tails.Add(found);
            latest = found;
        }

        return latest;
    }

    // Positions of files that once stood at this path: not the one that stands there now, nor one being read.
    private List<FilePosition> StaleAt(string path, FileId current)
    {
        var open = _tails.Select(t => t.Id.ToString()).Append(current.ToString()).ToHashSet();
        return [.. _positions.Where(p => p.Value.Path == path && p.Value.Offset >= MinRecognisable && !open.Contains(p.Key))
            .Select(p => p.Value)];
    }

    private IEnumerable<FilePosition> Candidates(FileId id)
    {
        if (_positions.TryGetValue(id.ToString(), out var own))
            yield return own;
        foreach (var position in _positions.Values.Where(p => p != own && p.Offset >= MinRecognisable).OrderByDescending(p => p.Offset))
            yield return position;
    }

    private EntryBatch ToBatch(FileTail tail, EntrySlice slice)
    {
        var position = tail.Position;
        _positions[tail.Id.ToString()] = position;
        _problems.Clear(tail.Path);
        return new(_options.Name, slice.Entries)
        {
            Cluster = _options.Cluster,
            Release = slice.Release,
            Positions = new Dictionary<string, SourcePosition> { [tail.Id.ToString()] = new(position.ToJson()) },
        };
    }

    private bool IsLast(FileTail tail) =>
        !_options.Follow || tail.IsCompressed || (tail.Replaced is { } since && _time.GetUtcNow() - since >= _options.RotationGrace);

    private void Try(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            var advice = exception is InvalidDataException
                ? "It is damaged or still being written"
                : "Let the user that runs Picket read it";
            _problems.Add("PKT2201", path, $"The file '{path}' cannot be read: {exception.Message} {advice}; it is tried again.");
            if (_tails.Find(t => t.Path == path) is { } broken)
                Drop(broken);
        }
    }

    private void Drop(FileTail tail)
    {
        _tails.Remove(tail);
        foreach (var waiting in _tails.Where(t => t.After == tail))
            waiting.After = null;
        tail.Dispose();
    }
}
