using System.Text;
using Xunit;

namespace Picket.Tests.Collecting;

public sealed class AuditFileSourceTests : IDisposable
{
    private readonly LogFolder _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task A_file_is_read_once_and_gone_on_with_where_it_was_left()
    {
        _logs.Append("audit.log", Lines(1, 3));
        Assert.Equal(Texts(1, 3), await _logs.LoadAsync("audit.log"));

        Assert.Empty(await _logs.LoadAsync("audit.log"));
        _logs.Append("audit.log", Lines(4, 5));
        Assert.Equal(Texts(4, 5), await _logs.LoadAsync("audit.log"));
    }

    [Fact]
    public async Task A_stop_between_two_batches_loses_nothing_and_repeats_nothing()
    {
        _logs.Append("audit.log", Lines(1, 50_000));
        var read = new List<string>();

        for (var rounds = 0; rounds < 1000 && read.Count < 50_000; rounds++)
            read.AddRange(await _logs.LoadAsync("audit.log", maxBatches: 1));

        Assert.Equal(Texts(1, 50_000), read);
    }

    [Fact]
    public async Task Patterns_find_files_in_folders_and_compressed_ones()
    {
        _logs.Append("a.log", Lines(1, 1));
        _logs.Compress("", "b.log.gz", Lines(2, 2), Lines(3, 3));

        Assert.Equal(Texts(1, 3), (await _logs.LoadAsync("*.log*")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_compressed_copy_of_a_file_that_was_read_is_not_read_again()
    {
        _logs.Append("audit.log", Lines(1, 40));
        Assert.Equal(40, (await _logs.LoadAsync("audit*")).Count);
        _logs.Append("audit.log", Lines(41, 42));

        _logs.Compress("audit.log", "audit.log.1.gz");

        Assert.Equal(Texts(41, 42), await _logs.LoadAsync("audit*"));
        Assert.Empty(await _logs.LoadAsync("audit*"));
    }

    [Fact]
    public async Task A_file_rotated_while_nobody_watched_is_finished_before_the_new_one()
    {
        _logs.Append("audit.log", Lines(1, 10));
        await _logs.LoadAsync("audit.log");
        _logs.Append("audit.log", Lines(11, 12));

        File.Move(_logs["audit.log"], _logs["audit-2026-05-04.log"]);
        _logs.Append("audit.log", Lines(13, 14));

        Assert.Equal(Texts(11, 14), await _logs.LoadAsync("audit.log"));
    }

    [Fact]
    public async Task A_file_written_anew_under_the_same_inode_is_read_from_its_start()
    {
        _logs.Append("audit.log", Lines(1, 10));
        await _logs.LoadAsync("audit.log");

        File.WriteAllText(_logs["audit.log"], Lines(100, 130));

        Assert.Equal(Texts(100, 130), await _logs.LoadAsync("audit.log"));
    }

    [Fact]
    public async Task A_growing_file_is_followed_and_a_partial_line_waits_for_its_end()
    {
        await using var follower = _logs.Follow("audit.log");
        _logs.Append("audit.log", Lines(1, 2) + "{\"n\":");
        Assert.Equal(Texts(1, 2), await follower.TakeAsync(2));

        _logs.Append("audit.log", "3}\n");

        Assert.Equal(["{\"n\":3}"], await follower.TakeAsync(1));
    }

    [Fact]
    public async Task Rotation_by_rename_loses_nothing_that_the_writer_still_adds()
    {
        _logs.Append("audit.log", Lines(1, 2));
        await using var follower = _logs.Follow("audit.log");
        Assert.Equal(Texts(1, 2), await follower.TakeAsync(2));

        File.Move(_logs["audit.log"], _logs["audit.log.1"]);
        _logs.Append("audit.log.1", Lines(3, 3) + "last without newline");
        _logs.Append("audit.log", Lines(4, 4));

        var rest = await follower.TakeAsync(3);
        Assert.Equal(["last without newline", .. Texts(3, 4)], rest.Order(StringComparer.Ordinal));
        Assert.Equal(Texts(3, 3)[0], rest[0]);
    }

    [Fact]
    public async Task Rotation_by_copy_and_truncation_reads_the_rest_in_the_copy()
    {
        _logs.Append("audit.log", Lines(1, 10));
        await using var follower = _logs.Follow("audit.log");
        Assert.Equal(Texts(1, 10), await follower.TakeAsync(10));

        File.WriteAllText(_logs["audit.log.1"], Lines(1, 12));
        File.WriteAllText(_logs["audit.log"], Lines(13, 13));

        Assert.Equal(Texts(11, 13), await follower.TakeAsync(3));
    }

    [Fact]
    public async Task Truncation_without_a_copy_starts_over()
    {
        _logs.Append("audit.log", Lines(1, 10));
        await using var follower = _logs.Follow("audit.log");
        await follower.TakeAsync(10);

        File.WriteAllText(_logs["audit.log"], Lines(20, 21));

        Assert.Equal(Texts(20, 21), await follower.TakeAsync(2));
    }

    [Fact]
    public async Task A_damaged_file_is_reported_and_the_others_are_read()
    {
        _logs.Compress("", "bad.log.gz", Lines(1, 2000));
        using (var file = File.OpenWrite(_logs["bad.log.gz"]))
            file.SetLength(file.Length / 2);
        _logs.Append("good.log", Lines(5, 6));

        var read = await _logs.LoadAsync("*.log*");

        Assert.Superset(Texts(5, 6).ToHashSet(), read.ToHashSet());
        var problem = Assert.Single(_logs.Problems);
        Assert.Equal(("PKT2201", _logs["bad.log.gz"]), (problem.Code, problem.Where));
    }

    [Fact]
    public async Task A_pattern_without_files_is_reported_once()
    {
        Assert.Empty(await _logs.LoadAsync("nothing-*.log"));

        Assert.Equal("PKT2202", Assert.Single(_logs.Problems).Code);
    }

    [Fact]
    public async Task Positions_hold_no_text_of_the_log()
    {
        _logs.Append("audit.log", Lines(1, 100).Replace("\"n\"", "\"hunter2\"", StringComparison.Ordinal));
        await _logs.LoadAsync("audit.log");

        var position = Assert.Single(_logs.Saved).Value.Value;
        Assert.DoesNotContain("hunter2", position, StringComparison.Ordinal);
        Assert.Contains("\"Line\":100", position, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_position_that_cannot_be_read_means_from_the_start()
    {
        _logs.Append("audit.log", Lines(1, 2));
        _logs.Saved["x"] = new("not json");

        Assert.Equal(Texts(1, 2), await _logs.LoadAsync("audit.log"));
    }

    private static string Lines(int first, int last)
    {
        var text = new StringBuilder();
        foreach (var line in Texts(first, last))
            text.Append(line).Append('\n');
        return text.ToString();
    }

    private static string[] Texts(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(n => $"{{\"auditID\":\"00000000-0000-4000-8000-{n:D12}\",\"n\":{n:D6}}}")];
}
