using Picket.Kql;
using Picket.Kql.Events;

namespace Picket.Tests.Kql.Events;

/// <summary>What queries say of single events, and which queries are not for that.</summary>
public sealed class KqlEventQueryTests
{
    [Theory]
    [InlineData("Visits", "0 1 2 3 4 5 6 7 8 9")]
    [InlineData("Visits | where Who == 'ann' and Path has 'exec' and Count == 3", "0")]
    [InlineData("Visits | where Path has 'exec'", "0 5 7 8 9")]
    [InlineData("Visits | where Path contains 'EXEC'", "0 5 6 7 8 9")]
    [InlineData("Visits | where Who in~ ('ANN')", "0 3")]
    [InlineData("Visits | where Who == ''", "2")]
    [InlineData("Visits | where Count != 3", "1 2 3 4 5 6 7 9")]
    [InlineData("Visits | where not(Count == 3)", "1 2 3 4 5 6 7 9")]
    [InlineData("Visits | where isnull(Count)", "2")]
    [InlineData("Visits | where Path matches regex '^/api/v1/.*exec'", "0 8")]
    [InlineData("Visits | where TimeGenerated between (datetime(2026-11-02) .. datetime(2026-11-03))", "1")]
    [InlineData("Visits | where Body.user.name == 'root'", "5")]
    [InlineData("Visits | where isnotempty(Body.user.name)", "0 4 5")]
    [InlineData("Visits | where isnotnull(Body.user.name)", "0 1 4 5")]
    [InlineData("Visits | where Body.code >= 400", "5 6 9")]
    [InlineData("Visits | extend n = Body.user.name | where n startswith 'a'", "0")]
    [InlineData("Visits | project n = tolower(Who) | where n == 'bob'", "1")]
    public void A_query_matches_the_events_it_gives_rows_for(string kql, string expected)
    {
        Assert.Equal(expected, Visits.Matching(kql));
    }

    [Fact]
    public void A_row_has_its_columns_by_name_and_dynamic_values_as_JSON_text()
    {
        var query = Visits.Query("Visits | project Who, name = Body.user.name, groups = Body.user.groups, Body, none = Body.nothing, code = Body.code");

        var row = query.Run(Visit.Samples[0]);

        Assert.Equal(["Who", "name", "groups", "Body", "none", "code"], query.Columns.Select(c => c.Name));
        Assert.Equal(
            ["ann", "\"Ann\"", "[\"dev\",\"ops\"]", """{"user":{"name":"Ann","groups":["dev","ops"]},"code":201,"tags":[]}""", null, "201"], row);
    }

    [Fact]
    public void An_event_that_does_not_match_has_no_row()
    {
        var query = Visits.Query("Visits | where Who == 'ann' | project Path");

        Assert.Null(query.Run(Visit.Samples[1]));
        Assert.Equal(["/api/v1/pods/web-1/exec"], query.Run(Visit.Samples[0]));
    }

    [Fact]
    public void A_computed_column_is_computed_once_per_event()
    {
        var query = Visits.Query("Visits | extend id = new_guid() | where isnotnull(id) | project a = id, b = id");

        var first = query.Run(Visit.Samples[0])!;
        var second = query.Run(Visit.Samples[0])!;

        Assert.Equal(first[0], first[1]);
        Assert.NotEqual(first[0], second[0]);
    }

    [Fact]
    public void Now_is_the_moment_the_plan_was_made()
    {
        Assert.Equal("2026-11-08T09:00:00.0000000Z", Visits.ByEvent("Visits | where Who == 'ann' | project now()").Single());
    }

    [Fact]
    public void Texts_longer_than_the_buffer_are_read_whole()
    {
        var query = Visits.Query("Visits | where Path endswith 'exec' and Path matches regex '^x+/exec$' and strlen(Path) == 605");

        Assert.True(query.Matches(Visit.Samples[5]));
    }

    [Theory]
    [InlineData("Visits | summarize count() by Who", "It sums up rows (as 'summarize', 'distinct', 'count' and 'make-series' do), which takes more than one event.")]
    [InlineData("Visits | distinct Who", "It sums up rows (as 'summarize', 'distinct', 'count' and 'make-series' do), which takes more than one event.")]
    [InlineData("Visits | where Ok | count", "It sums up rows (as 'summarize', 'distinct', 'count' and 'make-series' do), which takes more than one event.")]
    [InlineData("Visits | join kind=inner (Others) on Who", "It joins rows, which takes more than one event.")]
    [InlineData("Visits | union (Visits)", "It brings rows of several sources together; an event comes from one.")]
    [InlineData("Visits | top 5 by Count", "It puts rows in order or takes some of them (as 'sort', 'top', 'take' and 'sample' do), which takes more than one event.")]
    [InlineData("Visits | sort by Count asc | extend p = prev(Who)", "It looks at the rows around each one, which takes more than one event.")]
    [InlineData("Visits | mv-expand Body.tags", "It makes several rows of one (as 'mv-expand' and 'mv-apply' do); an event gives one row or none.")]
    [InlineData("Others | where Who == 'ann'", "It reads the table 'Others'; these events are rows of 'Visits'.")]
    [InlineData("print x = 1", "It reads no events of 'Visits'.")]
    [InlineData("Visits | where Who in (Others)", "It looks up another table, whose rows differ from event to event.")]
    [InlineData("Visits | extend n = toscalar(Others | count)", "It looks up another table, whose rows differ from event to event.")]
    public void What_needs_more_than_the_event_is_refused_with_its_reason(string kql, string reason)
    {
        Assert.Equal(reason, Visits.Refusal(kql));
    }

    [Theory]
    [InlineData("Later", KqlType.String, "It reads a column 'Later' of type string, which events of 'Visits' do not have.")]
    [InlineData("Count", KqlType.Int, "It reads a column 'Count' of type int, which events of 'Visits' do not have.")]
    public void A_table_with_other_columns_than_the_events_is_refused(string column, KqlType type, string reason)
    {
        Assert.False(KqlEventQuery.TryCompile(new TableScan("Visits", [new KqlColumn(column, type)]), new VisitShape(), out var query, out var refusal));

        Assert.Null(query);
        Assert.Equal(reason, refusal);
    }

    [Fact]
    public void A_chain_of_projections_without_end_is_refused()
    {
        var chain = string.Concat(Enumerable.Repeat(" | extend n = strcat(Who, n)", 39));

        Assert.Equal("It has 41 steps of 'extend' and 'project'; at most 40 can be followed event by event.", Visits.Refusal($"Visits | extend n = Who{chain} | project n"));
    }
}
