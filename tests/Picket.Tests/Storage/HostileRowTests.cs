using System.Text;
using Picket.Core;
using Picket.Pipeline.Normalising;
using Picket.Storage.DuckDb;
using Picket.Storage.Segments;

namespace Picket.Tests.Storage;

/// <summary>Rows as somebody may make them on purpose, and what becomes of the queries over them.</summary>
public sealed class HostileRowTests : IDisposable
{
    private static readonly DateTime Morning = new(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);

    private readonly StoreFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"spec":{"n":1e999,"x":"wanted"}}""")]
    [InlineData("""{"spec":{"n":123456789012345678901234567890,"x":"wanted"}}""")]
    [InlineData("""{"spec":{"\u0000":1,"x":"wanted"}}""")]
    [InlineData("""{"spec":{"x":"other","x":"wanted"}}""")]
    public async Task A_body_of_odd_json_does_not_keep_a_query_from_its_answer(string body)
    {
        await using var store = _folder.Open();
        var batch = StoreFolder.Events(1, Morning, TimeSpan.Zero);
        batch.Events.Add(WithBody(body));
        await store.CommitAsync(batch, Token);

        var hot = await store.QueryAsync(new("AKSAudit | where isnotempty(RequestObject) | project N = tostring(RequestObject.spec.n), X = tostring(RequestObject.spec.x)"), Token);
        await store.MaintainAsync(Token);
        var cold = await store.QueryAsync(new("AKSAudit | where RequestObject.spec.x == 'wanted' or RequestObject.spec.x == 'other' | count"), Token);

        Assert.Single(hot.Rows);
        Assert.Equal(1L, cold.Rows[0][0]);
    }

    [Fact]
    public async Task A_nul_in_a_text_is_kept_and_read_back()
    {
        await using var store = _folder.Open();
        var batch = new StoreBatch();
        batch.Events.Add(StoreFolder.Event("n", Morning, uri: "/a\\u0000b"));
        await store.CommitAsync(batch, Token);
        await store.MaintainAsync(Token);

        var read = await store.QueryAsync(new("AKSAudit | project RequestUri"), Token);

        Assert.Equal("/a\0b", read.Rows[0][0]);
    }

    [Fact]
    public async Task A_term_behind_an_escape_is_found_in_a_sealed_segment()
    {
        await using var store = _folder.Open();
        var batch = new StoreBatch();
        batch.Events.Add(StoreFolder.Event("n", Morning));
        batch.Events[0].ObjectRef = Encoding.UTF8.GetBytes("""{"resource":"pods","name":"a\nhidden\u0026also"}""");
        await store.CommitAsync(batch, Token);
        await store.MaintainAsync(Token);

        foreach (var term in new[] { "hidden", "also", "pods" })
        {
            var read = await store.QueryAsync(new($"AKSAudit | where tostring(ObjectRef.name) has '{term}' or tostring(ObjectRef.resource) == '{term}' | count"), Token);
            var alone = await store.QueryAsync(new($"AKSAudit | where tostring(ObjectRef.name) has '{term}' | count"), Token);
            Assert.Equal(1L, read.Rows[0][0]);
            Assert.Equal(term == "pods" ? 0L : 1L, alone.Rows[0][0]);
        }
    }

    [Theory]
    [InlineData("{\\\\")]
    [InlineData("[\\\\u")]
    [InlineData("{\\\\ud800")]
    public async Task A_text_that_only_begins_like_json_does_not_keep_its_hour_from_being_sealed(string uri)
    {
        await using var store = _folder.Open();
        await store.CommitAsync(new StoreBatch { Events = { StoreFolder.Event("n", Morning, uri) } }, Token);

        await store.MaintainAsync(Token);

        Assert.Equal(0, (await store.ReadStatusAsync(Token)).HotEvents);
    }

    [Fact]
    public async Task A_result_of_large_bodies_is_cut_before_it_fills_the_memory()
    {
        await using var store = _folder.Open();
        var body = $$"""{"a":"{{new string('x', 4 << 20)}}"}""";
        for (var i = 0; i < 12; i++)
            await store.CommitAsync(new StoreBatch { Events = { WithBody(body) } }, Token);

        var result = await store.QueryAsync(new("AKSAudit | project RequestObject") { MaxBytes = 32 << 20 }, Token);

        Assert.True(result.IsTruncated);
        Assert.InRange(result.Rows.Count, 8, 9);
    }

    [Fact]
    public async Task A_closed_store_takes_nothing_and_does_not_open_again()
    {
        var store = _folder.Open();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.CommitAsync(StoreFolder.Events(1, Morning, TimeSpan.Zero), Token));
        await using var second = _folder.Open();
        Assert.Equal(0, (await second.ReadStatusAsync(Token)).AuditEvents);
    }

    [Fact]
    public async Task A_link_that_expires_a_fresh_segment_is_named()
    {
        await using var store = _folder.Open();
        await store.CommitAsync(StoreFolder.Events(5, Morning, TimeSpan.FromSeconds(1)), Token);
        await store.MaintainAsync(Token);
        var chain = _folder.File(Manifest.FileName);
        var line = File.ReadAllLines(chain)[^1];
        Assert.True(ManifestLine.TryRead(line, out var link, out _));
        File.Delete(_folder.File(link!.Path));
        File.AppendAllText(chain, ManifestLine.Write(link with
        {
            Sequence = 2, Kind = ManifestKind.Expired, Written = link.Written.AddHours(1), Previous = ManifestLine.HashOf(line),
        }) + "\n");

        var found = await StoreVerifier.VerifyAsync(_folder.Directory, null, Token);

        Assert.Equal(link.Path, found.FirstBroken);
        Assert.Contains("PKT4006", Assert.Single(found.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_of_its_own_making_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = _folder.File("made");
        await using (DuckDbStore.Open(new DuckDbOptions { Directory = folder }, _folder.Clock))
        {
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    private static AuditEvent WithBody(string body)
    {
        var time = $"{Morning:O}";
        var json = $$"""
            {"kind":"Event","auditID":"{{Guid.NewGuid()}}","stage":"ResponseComplete","verb":"patch","stageTimestamp":"{{time}}","requestObject":{{body}}}
            """;
        Assert.True(AuditEventReader.TryRead(Encoding.UTF8.GetBytes(json), out var e, out var problem), problem.Reason);
        return e;
    }
}
