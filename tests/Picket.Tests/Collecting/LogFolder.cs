using System.IO.Compression;
using System.Text;
using Picket.Core;
using Picket.Pipeline.Collecting;
using Picket.Pipeline.Collecting.AuditFile;
using Xunit;

namespace Picket.Tests.Collecting;

/// <summary>A folder of log files for one test, and a source that reads it.</summary>
internal sealed class LogFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("picket-test-");

    /// <summary>Positions as a store would have them.</summary>
    public Dictionary<string, SourcePosition> Saved { get; } = [];

    public List<SourceProblem> Problems { get; } = [];

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public void Append(string name, string text) => File.AppendAllText(this[name], text);

    public void Compress(string from, string to, params string[] members)
    {
        using var target = File.Create(this[to]);
        foreach (var text in members.Length > 0 ? members : [File.ReadAllText(this[from])])
        {
            using var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        if (from.Length > 0)
            File.Delete(this[from]);
    }

    /// <summary>Reads to the end of what is there, and saves positions.</summary>
    public async Task<List<string>> LoadAsync(string pattern, int maxBatches = int.MaxValue)
    {
        var texts = new List<string>();
        await foreach (var batch in Source(pattern, follow: false).ReadAsync(Saved, TestContext.Current.CancellationToken))
        {
            Take(batch, texts);
            if (--maxBatches == 0)
                break;
        }

        return texts;
    }

    /// <summary>Starts to follow; each call of the result waits for so many entries more.</summary>
    public Follower Follow(string pattern) => new(this, Source(pattern, follow: true));

    public void Dispose() => _folder.Delete(recursive: true);

    internal void Take(EntryBatch batch, List<string> texts)
    {
        texts.AddRange(batch.Entries.Select(e => Encoding.UTF8.GetString(e.Bytes.Span)));
        foreach (var (key, position) in batch.Positions)
            Saved[key] = position;
        batch.Committed.SetResult(default);
        batch.Dispose();
    }

    private AuditFileSource Source(string pattern, bool follow) => new(
        new()
        {
            Name = "files",
            Paths = [this[pattern]],
            Follow = follow,
            PollInterval = TimeSpan.FromMilliseconds(5),
            SearchInterval = TimeSpan.FromMilliseconds(10),
            RotationGrace = TimeSpan.FromMilliseconds(50),
        },
        TimeProvider.System, Problems.Add);
}

/// <summary>Follows files for one test.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private readonly LogFolder _folder;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly IAsyncEnumerator<EntryBatch> _batches;

    public Follower(LogFolder folder, AuditFileSource source)
    {
        _folder = folder;
        _stop.CancelAfter(TimeSpan.FromSeconds(20));
        _batches = source.ReadAsync(folder.Saved, _stop.Token).GetAsyncEnumerator(_stop.Token);
    }

    public async Task<List<string>> TakeAsync(int count)
    {
        var texts = new List<string>();
        while (texts.Count < count && await _batches.MoveNextAsync())
            _folder.Take(_batches.Current, texts);
        return texts;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _batches.DisposeAsync();
        _stop.Dispose();
    }
}
