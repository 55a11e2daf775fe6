using Picket.Storage.Segments;

namespace Picket.Tests.Storage;

public sealed class StoreVerifierTests : IDisposable
{
    private static readonly DateTime Morning = new(2026, 11, 23, 6, 0, 0, DateTimeKind.Utc);

    private readonly StoreFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string ManifestPath => _folder.File(Manifest.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_untouched_store_verifies()
    {
        await SealThreeHoursAsync();

        var result = await VerifyAsync();

        Assert.Equal(3, result.Links);
        Assert.Equal(3, result.Segments);
        Assert.Equal(180, result.Rows);
        Assert.Null(result.FirstBroken);
    }

    [Fact]
    public async Task A_changed_byte_in_a_segment_is_named()
    {
        await SealThreeHoursAsync();
        var segment = Segments()[1];
        Flip(segment, 1000);

        var result = await VerifyAsync();

        Assert.Equal(Path.GetRelativePath(_folder.Directory, segment), result.FirstBroken);
        Assert.Contains("was changed", Assert.Single(result.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_and_a_foreign_segment_are_named()
    {
        await SealThreeHoursAsync();
        var segments = Segments();
        File.Move(segments[2], segments[2].Replace("-00", "-99", StringComparison.Ordinal));

        var result = await VerifyAsync();

        Assert.Equal(2, result.Problems.Count);
        Assert.Contains("is missing", result.Problems[0], StringComparison.Ordinal);
        Assert.Contains("not in the manifest", result.Problems[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_removed_link_breaks_the_chain_or_the_anchor(int removed)
    {
        await SealThreeHoursAsync();
        var lines = (await File.ReadAllLinesAsync(ManifestPath, Token)).ToList();
        var anchor = (3L, ManifestLine.HashOf(lines[^1]));
        lines.RemoveAt(removed);
        await File.WriteAllLinesAsync(ManifestPath, lines, Token);

        var result = await StoreVerifier.VerifyAsync(_folder.Directory, anchor, Token);

        Assert.NotNull(result.FirstBroken);
    }

    [Fact]
    public async Task Every_changed_byte_of_the_manifest_is_noticed()
    {
        await SealThreeHoursAsync();
        var original = await File.ReadAllBytesAsync(ManifestPath, Token);
        for (var at = 0; at < original.Length; at += 17)
        {
            Flip(ManifestPath, at);
            Assert.NotNull((await VerifyAsync()).FirstBroken);
            await File.WriteAllBytesAsync(ManifestPath, original, Token);
        }
    }

    [Fact]
    public async Task A_manifest_file_that_lags_behind_is_caught_up_at_start()
    {
        await SealThreeHoursAsync();
        var original = await File.ReadAllBytesAsync(ManifestPath, Token);
        await File.WriteAllBytesAsync(ManifestPath, original[..(original.Length - 40)], Token);

        await using (_folder.Open())
        {
        }

        Assert.Equal(original, await File.ReadAllBytesAsync(ManifestPath, Token));
    }

    [Fact]
    public async Task A_segment_that_a_crash_left_unfinished_is_removed_at_start()
    {
        await SealThreeHoursAsync();
        var stray = Path.Combine(Path.GetDirectoryName(Segments()[0])!, "06-000004.parquet");
        await File.WriteAllTextAsync(stray, "half", Token);

        await using (_folder.Open())
        {
        }

        Assert.False(File.Exists(stray));
        Assert.Null((await VerifyAsync()).FirstBroken);
    }

    private async Task SealThreeHoursAsync()
    {
        await using var store = _folder.Open();
        await store.CommitAsync(StoreFolder.Events(180, Morning, TimeSpan.FromMinutes(1)), Token);
        await store.MaintainAsync(Token);
    }

    private List<string> Segments() =>
        [.. Directory.EnumerateFiles(_folder.File("segments"), "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private Task<StoreVerification> VerifyAsync() => StoreVerifier.VerifyAsync(_folder.Directory, null, Token);

    private static void Flip(string path, int at)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = at;
        var b = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(b ^ 1));
    }
}
