using Picket.Kql;
using Picket.Kql.Sql;
using Xunit;

namespace Picket.Tests.Kql.Sql;

public sealed class HybridTests : IDisposable
{
    private readonly FactsDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void What_DuckDB_can_answer_is_asked_as_one_query()
    {
        var split = Split("Facts | where S has 'get' | summarize count() by bin(TimeGenerated, 1h) | join (Facts | project TimeGenerated) on TimeGenerated");

        Assert.True(split.IsAllSql);
        Assert.Single(split.Parts);
    }

    [Fact]
    public void A_step_without_SQL_runs_over_the_rows_of_the_steps_before_it()
    {
        var split = Split("Facts | where N > 0 | sort by Id asc | extend p = prev(N) | where isnotnull(p) | summarize count()");

        Assert.False(split.IsAllSql);
        Assert.IsType<Sort>(Assert.Single(split.Parts));
    }

    [Fact]
    public void What_is_computed_once_is_asked_once()
    {
        var split = Split("let kept = materialize(Facts | where N > 0); kept | sort by Id asc | extend p = prev(N) | join kind=inner (kept | summarize m = max(N)) on $left.N == $right.m");

        Assert.Single(split.Parts);
    }

    [Fact]
    public void A_query_that_reads_no_table_asks_nothing()
    {
        var plan = _database.PlanOf("range x from 1 to 10 step 1 | summarize sum(x)");

        var row = Assert.Single(KqlHybrid.Run(plan, _ => "", _ => throw new InvalidOperationException("Asked."), new KqlRun { ReadTable = _ => [] }));

        Assert.Equal(55L, row[0]);
    }

    [Fact]
    public void Rows_are_read_only_while_they_are_wanted()
    {
        var read = 0;
        var plan = _database.PlanOf("Facts | sort by Id asc | scan with (step s: true;) | take 3");

        var rows = KqlHybrid.Run(plan, _ => "\"Facts\"", Counted, new KqlRun { ReadTable = _ => [] }).ToList();

        Assert.Equal(3, rows.Count);
        Assert.InRange(read, 3, 10);

        IEnumerable<object?[]> Counted(DuckDbQuery query) => _database.Ask(query).Select(row =>
        {
            read++;
            return row;
        });
    }

    [Fact]
    public void Make_series_gets_one_row_per_bin_from_DuckDB()
    {
        var split = Split("Facts | make-series count() on TimeGenerated from ago(1d) to now() step 1h by B");

        var grouped = Assert.IsType<Aggregate>(Assert.Single(split.Parts));
        Assert.Equal(2, grouped.Keys.Count);
    }

    [Fact]
    public void Explain_tells_the_steps_the_bounds_and_the_SQL()
    {
        var text = KqlExplain.Text(_database.PlanOf("Facts | where TimeGenerated > datetime(2026-06-15) and S has 'kube' | sort by Id asc | extend p = prev(S)"));

        Assert.Contains("Window prev", text, StringComparison.Ordinal);
        Assert.Contains("[duckdb 0]", text, StringComparison.Ordinal);
        Assert.Contains("TableScan Facts from 2026-06-15T00:00:00.0000000Z with 'kube' in S", text, StringComparison.Ordinal);
        Assert.Contains("FROM \"Facts\"", text, StringComparison.Ordinal);
        Assert.Contains("= function Has", text, StringComparison.Ordinal);
    }

    private HybridPlan Split(string kql) => HybridPlan.Of(_database.PlanOf(kql));
}
