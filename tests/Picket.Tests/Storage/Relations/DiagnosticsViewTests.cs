using Picket.Core;
using Picket.Storage.DuckDb;

namespace Picket.Tests.Storage.Relations;

/// <summary>Old queries over <c>AzureDiagnostics</c> see the rows of the tables that came after it.</summary>
public sealed class DiagnosticsViewTests : IDisposable
{
    private static readonly DateTime Morning = new(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);

    private readonly StoreFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_deletion_is_found_by_the_verb_in_the_events_text()
    {
        var rows = await AskAsync("""
            AzureDiagnostics
            | where Category == "kube-audit"
            | extend e = parse_json(log_s)
            | where e.verb == "delete"
            | project Id = tostring(e.auditID), User = tostring(e.user.username), Resource = tostring(e.objectRef.resource), Code = toint(e.responseStatus.code)
            """);

        Assert.Equal(["gone", "ann", "pods", 201], Assert.Single(rows));
    }

    [Fact]
    public async Task An_event_stands_once_in_the_category_the_query_names()
    {
        var both = await AskAsync("AzureDiagnostics | where Category in ('kube-audit', 'kube-audit-admin') | count");
        var admin = await AskAsync("AzureDiagnostics | where Category == 'kube-audit-admin' | count");

        Assert.Equal(3L, both[0][0]);
        Assert.Equal(2L, admin[0][0]);
    }

    [Fact]
    public async Task Lines_of_the_control_plane_have_their_category_and_text()
    {
        var rows = await AskAsync("AzureDiagnostics | where Category == 'guard' | project log_s, pod_s, ResourceProvider, ResourceType, Type");

        Assert.Equal(["token refused", "guard-1", "MICROSOFT.CONTAINERSERVICE", "MANAGEDCLUSTERS", "AzureDiagnostics"], Assert.Single(rows));
    }

    [Fact]
    public async Task A_column_that_no_row_has_is_empty_and_said_to_be()
    {
        await using var store = await FilledAsync();

        var result = await store.QueryAsync(new("AzureDiagnostics | where isempty(never_seen_s) | count"), Token);

        Assert.Equal(4L, result.Rows[0][0]);
        Assert.Contains("never_seen_s", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> AskAsync(string text)
    {
        await using var store = await FilledAsync();
        return (await store.QueryAsync(new(text), Token)).Rows;
    }

    private async Task<DuckDbStore> FilledAsync()
    {
        var store = _folder.Open(options => options with { Directory = Path.Combine(_folder.Directory, Guid.NewGuid().ToString("N")) });
        var batch = new StoreBatch();
        batch.Events.Add(StoreFolder.Event("made", Morning));
        batch.Events.Add(StoreFolder.Event("gone", Morning.AddMinutes(1), verb: "delete"));
        batch.Events.Add(StoreFolder.Event("read", Morning.AddMinutes(2), verb: "get"));
        batch.ControlPlane.Add(new ControlPlaneLine(Morning, "guard", "INFO", "token refused", "guard-1", "stderr", "test"));
        await store.CommitAsync(batch, Token);
        return store;
    }
}
