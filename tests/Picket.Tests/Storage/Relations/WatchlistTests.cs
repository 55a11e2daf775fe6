using Picket.Core;
using Picket.Storage.DuckDb;

namespace Picket.Tests.Storage.Relations;

/// <summary>CSV files that queries call by name.</summary>
public sealed class WatchlistTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_watchlist_has_its_files_columns_as_text_and_a_key()
    {
        Put("vendors.csv", "Address,\"Name, of vendor\",Port\n192.0.2.7,\"Ann \"\"A\"\" & co\",443\n198.51.100.1,,\n");
        await using var store = _folder.Open();

        var result = await store.QueryAsync(new("_GetWatchlist('vendors') | sort by Address asc | project SearchKey, Address, ['Name, of vendor'], Port, HasId = isnotempty(_DTItemId)"), Token);

        Assert.Equal(["192.0.2.7", "192.0.2.7", "Ann \"A\" & co", "443", true], result.Rows[0]);
        Assert.Equal(["198.51.100.1", "198.51.100.1", "", "", true], result.Rows[1]);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task The_column_SearchKey_is_the_key_where_the_file_has_one()
    {
        Put("apps.csv", "Name,SearchKey\nteller,a-1\n");
        await using var store = _folder.Open();

        var result = await store.QueryAsync(new("_GetWatchlist('APPS') | project SearchKey, Name"), Token);

        Assert.Equal(["a-1", "teller"], Assert.Single(result.Rows));
    }

    [Fact]
    public async Task A_query_joins_on_a_watchlist()
    {
        Put("ours.csv", "User,Team\nann,payments\n");
        await using var store = _folder.Open();
        await store.CommitAsync(StoreFolder.Events(2, _folder.Clock.GetUtcNow().UtcDateTime, TimeSpan.FromSeconds(1)), Token);

        var result = await store.QueryAsync(new("""
            AKSAudit | extend Name = tostring(User.username)
            | join kind=inner (_GetWatchlist('ours') | project Name = User, Team) on Name
            | summarize Events = count() by Team
            """), Token);

        Assert.Equal(["payments", 2L], Assert.Single(result.Rows));
    }

    [Theory]
    [InlineData("../secrets")]
    [InlineData("/etc/passwd")]
    [InlineData("nobody")]
    public async Task A_name_without_a_file_is_an_empty_list_and_is_said_to_be(string name)
    {
        await using var store = _folder.Open();

        var result = await store.QueryAsync(new($"_GetWatchlist('{name}') | where Owner == 'x' | project Owner, SearchKey"), Token);

        Assert.Empty(result.Rows);
        Assert.Contains($"'{name}'", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,a\n1,2\n", "twice")]
    [InlineData("a,\n1,2\n", "none of them empty")]
    [InlineData("\"a\n1\n", "does not end")]
    public async Task A_file_that_is_no_list_is_told(string content, string problem)
    {
        Put("bad.csv", content);
        await using var store = _folder.Open();

        var (lists, problems) = store.Watchlists();

        Assert.Empty(lists);
        Assert.Contains(problem, Assert.Single(problems), StringComparison.Ordinal);
        var exception = await Assert.ThrowsAsync<QueryException>(() => store.QueryAsync(new("_GetWatchlist('bad') | count"), Token));
        Assert.Equal("PKT4033", exception.Problems[0].Code);
    }

    private void Put(string name, string content)
    {
        var folder = Directory.CreateDirectory(_folder.File("watchlists"));
        File.WriteAllText(Path.Combine(folder.FullName, name), content);
    }
}
