using Picket.Core;
using Picket.Storage.Segments;

namespace Picket.Tests.Storage;

public sealed class DuckDbStoreTests : IDisposable
{
    private static readonly DateTime Morning = new(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);

    private readonly StoreFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_committed_is_there_after_reopening()
    {
        await using (var store = _folder.Open())
        {
            var batch = StoreFolder.Events(3, Morning, TimeSpan.FromSeconds(1));
            batch.Positions[("files", "/var/log/audit.log")] = new("{\"offset\":17}");
            batch.State["scope"] = "a=b";
            await store.CommitAsync(batch, Token);
        }

        await using var reopened = _folder.Open();
        var status = await reopened.ReadStatusAsync(Token);
        var positions = await reopened.ReadPositionsAsync("files", Token);
        var state = await reopened.ReadStateAsync("sc", Token);

        Assert.Equal(3, status.AuditEvents);
        Assert.Equal(Morning, status.Oldest);
        Assert.Equal(Morning.AddSeconds(2), status.Newest);
        Assert.Equal("{\"offset\":17}", positions["/var/log/audit.log"].Value);
        Assert.Equal("a=b", state["scope"]);
    }

    [Fact]
    public async Task A_new_data_folder_is_its_owners_only()
    {
        var folder = Path.Combine(_folder.Directory, "new");

        await using var store = _folder.Open(options => options with { Directory = folder });

        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no such modes.");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Fact]
    public async Task Ended_hours_are_sealed_and_the_present_hour_stays_hot()
    {
        await using var store = _folder.Open();
        await store.CommitAsync(StoreFolder.Events(90, Morning, TimeSpan.FromMinutes(1)), Token);
        await store.CommitAsync(StoreFolder.Events(5, _folder.Clock.GetUtcNow().UtcDateTime, TimeSpan.FromSeconds(1)), Token);

        await store.MaintainAsync(Token);
        var status = await store.ReadStatusAsync(Token);

        Assert.Equal(2, status.Segments);
        Assert.Equal(5, status.HotEvents);
        Assert.Equal(95, status.AuditEvents);
    }

    [Fact]
    public async Task A_full_hot_table_is_sealed_without_waiting_for_the_hour()
    {
        await using var store = _folder.Open(o => o with { HotRows = 50 });

        await store.CommitAsync(StoreFolder.Events(60, _folder.Clock.GetUtcNow().UtcDateTime, TimeSpan.FromSeconds(1)), Token);
        var status = await store.ReadStatusAsync(Token);

        Assert.Equal(0, status.HotEvents);
        Assert.Equal(60, status.AuditEvents);
        Assert.Equal(1, status.Segments);
    }

    [Fact]
    public async Task Keys_are_read_from_hot_rows_and_sealed_segments_alike()
    {
        await using var store = _folder.Open();
        var batch = StoreFolder.Events(3, Morning, TimeSpan.FromSeconds(10));
        await store.CommitAsync(batch, Token);
        var hot = await store.ReadEventKeysAsync(Morning, Morning.AddSeconds(20), Token);
        await store.MaintainAsync(Token);

        var kept = await store.ReadEventKeysAsync(Morning, Morning.AddSeconds(20), Token);

        Assert.Equal(batch.Events.Take(2).Select(e => (EventKey.Of(e.AuditId.Span, e.Stage), e.StageReceivedTime)).ToHashSet(), kept.ToHashSet());
        Assert.Equal(hot.ToHashSet(), kept.ToHashSet());
    }

    [Fact]
    public async Task An_alert_is_replaced_as_a_whole_and_read_back_unchanged()
    {
        await using var store = _folder.Open();
        var alert = SampleAlert("a1") with { Count = 1 };
        await store.CommitAsync(new StoreBatch { Alerts = { alert } }, Token);

        var acknowledged = alert with
        {
            Count = 2,
            State = AlertState.Acknowledged,
            History = [new AlertChange(Morning, AlertState.Acknowledged, "ann", "looking")],
        };
        await store.CommitAsync(new StoreBatch { Alerts = { acknowledged } }, Token);
        var read = await store.ReadAlertsAsync(new AlertFilter { Id = "a1" }, Token);

        Assert.Equivalent(acknowledged, Assert.Single(read), strict: true);
    }

    [Fact]
    public async Task Alerts_are_filtered_by_state_severity_and_time()
    {
        await using var store = _folder.Open();
        await store.CommitAsync(new StoreBatch
        {
            Alerts =
            {
                SampleAlert("low") with { Severity = Severity.Low },
                SampleAlert("old") with { Last = Morning.AddDays(-2) },
                SampleAlert("closed") with { State = AlertState.Closed },
                SampleAlert("wanted"),
            },
        }, Token);

        var read = await store.ReadAlertsAsync(
            new AlertFilter { States = [AlertState.Open], AtLeast = Severity.Medium, Since = Morning.AddDays(-1) }, Token);

        Assert.Equal("wanted", Assert.Single(read).Id);
    }

    [Fact]
    public async Task Findings_deliveries_gaps_and_health_are_read_back_unchanged()
    {
        await using var store = _folder.Open();
        var finding = SampleFinding();
        var delivery = new Delivery
        {
            Id = "d1", Output = "soc", AlertId = "a1", Payload = "{}", Created = Morning, State = DeliveryState.Pending, NextAttempt = Morning,
        };
        var gap = new SourceGap("g1", "files", Morning, null, "silent");
        var health = new SourceHealth("files", "auditFile", Morning, Morning, Morning, 10, 8, 1, 1, "");
        await store.CommitAsync(new StoreBatch
        {
            Findings = { new AlertedFinding("a1", finding) }, Deliveries = { delivery }, Gaps = { gap }, Health = { health },
        }, Token);

        Assert.Equivalent(finding, Assert.Single(await store.ReadFindingsAsync("a1", 10, Token)), strict: true);
        Assert.Equal(delivery, Assert.Single(await store.ReadDeliveriesAsync(DeliveryState.Pending, null, 10, Token)));
        Assert.Equal(gap, Assert.Single(await store.ReadGapsAsync(Morning.AddDays(1), Morning.AddDays(2), Token)));
        Assert.Equal(health, Assert.Single(await store.ReadHealthAsync(Token)));
    }

    [Fact]
    public async Task A_full_disk_is_said_and_nothing_is_acknowledged()
    {
        await using var store = _folder.Open(o => o with { MinFreeBytes = long.MaxValue });
        var batch = StoreFolder.Events(1, Morning, TimeSpan.Zero);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(batch, Token));
        var status = await store.ReadStatusAsync(Token);

        Assert.Contains("is full", refused.Message, StringComparison.Ordinal);
        Assert.Contains("PKT4021", status.Problem, StringComparison.Ordinal);
        Assert.Equal(0, status.AuditEvents);
    }

    [Fact]
    public async Task Expired_segments_are_unlinked_and_the_chain_still_verifies()
    {
        await using var store = _folder.Open(o => o with { Retention = TimeSpan.FromDays(30) });
        await store.CommitAsync(StoreFolder.Events(5, Morning, TimeSpan.FromSeconds(1)), Token);
        await store.MaintainAsync(Token);
        _folder.Clock.Advance(TimeSpan.FromDays(31));

        await store.MaintainAsync(Token);
        var status = await store.ReadStatusAsync(Token);
        var verification = await StoreVerifier.VerifyAsync(_folder.Directory, null, Token);

        Assert.Equal(0, status.AuditEvents);
        Assert.Equal(2, status.ChainLength);
        Assert.Empty(Directory.EnumerateFiles(_folder.File("segments"), "*.parquet", SearchOption.AllDirectories));
        Assert.Empty(verification.Problems);
    }

    private static Alert SampleAlert(string id) => new()
    {
        Id = id,
        Rule = new("k8s-exec"),
        Title = "Exec into a pod",
        Severity = Severity.High,
        Entity = "ann|payments",
        State = AlertState.Open,
        Count = 3,
        First = Morning,
        Last = Morning,
        Raised = Morning,
        Summary = "ann did \"it\" — 'quoted'",
        Cluster = "c",
        Actor = "ann",
        Namespace = "payments",
        IsInCde = true,
        Attack = ["T1609"],
        Tactics = ["execution"],
        Pci = ["10.2.1.2"],
    };

    private static Finding SampleFinding() => new()
    {
        Id = "f1",
        Rule = new("k8s-exec"),
        Title = "Exec into a pod",
        Severity = Severity.High,
        Time = Morning,
        Entity = "ann|payments",
        Summary = "ann ran a command",
        Cluster = "c",
        Actor = "ann",
        SourceAddress = "192.0.2.7",
        Namespace = "payments",
        ObjectPath = "pods/web/exec",
        IsInCde = true,
        AuditId = "id-1",
        RelatedAuditIds = ["id-0"],
        Attack = ["T1609"],
        Tactics = ["execution"],
        Pci = ["10.2.1.2"],
    };
}
