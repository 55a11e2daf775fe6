using Xunit;

namespace Picket.Tests.Kql;

public sealed class OperatorTests : IDisposable
{
    private const string Sides =
        "let X = datatable(Key: string, A: long)['a', 1, 'b', 2, 'b', 3, 'c', 4];"
        + "let Y = datatable(Key: string, B: long)['b', 10, 'c', 20, 'c', 30, 'd', 40];";

    private readonly KqlDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("AKSAudit | where Verb == 'delete' | project AuditId", "a4")]
    [InlineData("AKSAudit | where TimeGenerated > ago(1h) | project AuditId | sort by AuditId asc", "a3/a4/a5")]
    [InlineData("AKSAudit | where User.username == 'alice' | project AuditId, code = toint(ResponseStatus.code) | order by code", "a4|200/a1|101")]
    [InlineData("AKSAudit | where RequestUri has 'secrets' | count", "2")]
    [InlineData("AKSAudit | where ObjectRef.namespace != 'cde' | count", "4")]
    [InlineData("AKSAudit | where tostring(User.groups) has 'ops' | count", "2")]
    [InlineData("AKSAudit | where * has 'cleaner' | project AuditId", "a2")]
    [InlineData("AKSAudit | top 2 by TimeGenerated | project AuditId", "a5/a4")]
    [InlineData("AKSAudit | sort by TimeGenerated asc | take 1 | extend n = strlen(AuditId) | project AuditId, n", "a6|2")]
    [InlineData("AKSAudit | distinct Verb | sort by Verb asc", "create/delete/get/list")]
    [InlineData("AKSAudit | summarize count() by Verb | sort by count_ desc, Verb asc | take 2", "create|2/get|2")]
    [InlineData("AKSAudit | summarize n = countif(Verb == 'get'), users = dcount(tostring(User.username)) by bin(TimeGenerated, 1d) | sort by TimeGenerated asc", "2026-06-14 00:00:00|0|1/2026-06-15 00:00:00|2|4")]
    [InlineData("AKSAudit | summarize arg_max(TimeGenerated, AuditId, Verb) by tostring(User.username) | where User_username == 'alice'", "alice|2026-06-15 11:30:00|a4|delete")]
    [InlineData("AKSAudit | mv-expand ip = SourceIps to typeof(string) | project AuditId, ip | sort by AuditId asc, ip asc", "a1|10.0.0.1/a2|10.0.0.2/a2|192.168.7.7/a3|203.0.113.9/a4|10.0.0.1/a5|")]
    [InlineData("AKSAudit | where AuditId in ((AKSAudit | where Verb == 'list' | project AuditId)) | project AuditId", "a3")]
    [InlineData("let last = toscalar(AKSAudit | summarize max(TimeGenerated)); AKSAudit | where TimeGenerated == last | project AuditId", "a5")]
    [InlineData("let recent = materialize(AKSAudit | where TimeGenerated > ago(1h)); recent | union (recent | where Verb == 'get') | count", "4")]
    [InlineData("union AKSAudit, AKSAuditAdmin | count", "9")]
    [InlineData("union withsource=T AKSAudit, AKSAuditAdmin | summarize count() by T | sort by T asc", "AKSAudit|6/AKSAuditAdmin|3")]
    [InlineData("union isfuzzy=true AKSAudit, NoSuchTable | count", "6")]
    public void A_pipe_over_audit_events_gives_its_rows(string query, string expected) => Assert.Equal(expected, _database.Run(query));

    [Theory]
    [InlineData("", "b|2|b|10/c|4|c|20/c|4|c|30")]
    [InlineData("kind=inner", "b|2|b|10/b|3|b|10/c|4|c|20/c|4|c|30")]
    [InlineData("kind=leftouter", "a|1||null/b|2|b|10/b|3|b|10/c|4|c|20/c|4|c|30")]
    [InlineData("kind=rightouter", "b|2|b|10/b|3|b|10/c|4|c|20/c|4|c|30/|null|d|40")]
    [InlineData("kind=fullouter", "a|1||null/b|2|b|10/b|3|b|10/c|4|c|20/c|4|c|30/|null|d|40")]
    [InlineData("kind=leftanti", "a|1")]
    [InlineData("kind=rightanti", "d|40")]
    [InlineData("kind=leftsemi", "b|2/b|3/c|4")]
    [InlineData("kind=rightsemi", "b|10/c|20/c|30")]
    public void Each_kind_of_join_gives_its_rows(string kind, string expected)
    {
        var order = kind.EndsWith("anti", StringComparison.Ordinal) || kind.EndsWith("semi", StringComparison.Ordinal)
            ? kind.Contains("left", StringComparison.Ordinal) ? "A asc" : "B asc"
            : "A asc nulls last, B asc";

        Assert.Equal(expected, _database.Run($"{Sides} X | join {kind} Y on Key | sort by {order}"));
    }

    [Theory]
    [InlineData("X | join kind=inner (Y | project-rename K = Key) on $left.Key == $right.K | summarize sum(B)", "70")]
    [InlineData("X | lookup Y on Key | sort by A asc, B asc", "a|1|null/b|2|10/b|3|10/c|4|20/c|4|30")]
    [InlineData("X | join kind=inner (X | where A > 2) on Key, A | count", "2")]
    public void Joins_take_their_keys_from_both_sides(string query, string expected) => Assert.Equal(expected, _database.Run($"{Sides} {query}"));

    [Theory]
    [InlineData("sum(A), avg(A), min(A), max(A), dcount(Key), count()", "10|2.5|1|4|3|4")]
    [InlineData("make_set(Key), make_list(A), make_set_if(Key, A > 2), make_list(A, 2)", "[\"a\",\"b\",\"c\"]|[1,2,3,4]|[\"b\",\"c\"]|[1,2]")]
    [InlineData("percentile(A, 50), percentiles(A, 25, 100), stdev(A), variance(A)", "2|1|4|1.2909944487358056|1.6666666666666667")]
    [InlineData("arg_min(A, *), take_any(1)", "1|a|1")]
    [InlineData("sumif(A, Key == 'b'), countif(Key == 'zz'), avgif(A, A > 2), maxif(A, A < 3)", "5|0|3.5|2")]
    [InlineData("make_bag(bag_pack(Key, A)), round(avg(A), 1) + count()", "{\"a\":1,\"b\":2,\"c\":4}|6.5")]
    [InlineData("tostring(make_set(Key))", "[\"a\",\"b\",\"c\"]")]
    public void Aggregates_give_their_values(string aggregates, string expected) =>
        Assert.Equal(expected, _database.Run($"{Sides} X | sort by A asc | summarize {aggregates}"));

    [Theory]
    [InlineData("datatable(x: long)[] | summarize count(), countif(x > 0), sum(x), max(x), make_list(x)", "0|0|0|null|[]")]
    [InlineData("datatable(x: string, t: datetime)['a', datetime(null)] | summarize arg_max(t, x)", "null|a")]
    [InlineData("datatable(x: long)[3, long(null), 1] | sort by x", "3/1/null")]
    [InlineData("datatable(x: long)[3, long(null), 1] | sort by x asc", "null/1/3")]
    [InlineData("datatable(x: long)[3, long(null), 1] | sort by x desc nulls first", "null/3/1")]
    [InlineData("range x from 1 to 10 step 3", "1/4/7/10")]
    [InlineData("range t from datetime(2026-06-15) to datetime(2026-06-15 02:00) step 1h", "2026-06-15 00:00:00/2026-06-15 01:00:00/2026-06-15 02:00:00")]
    [InlineData("datatable(a: dynamic, b: dynamic)[dynamic([1, 2]), dynamic(['x'])] | mv-expand a, b", "1|\"x\"/2|null")]
    [InlineData("datatable(a: dynamic)[dynamic({'k': 1, 'l': 2}), dynamic([]), dynamic(null), dynamic('s')] | mv-expand a", "{\"k\":1}/{\"l\":2}/null/\"s\"")]
    [InlineData("datatable(a: dynamic)[dynamic([5, 6, 7])] | mv-expand with_itemindex=i a to typeof(long) limit 2 | project i, a", "0|5/1|6")]
    [InlineData("let f = (n: long, word: string = 'x') { strcat(word, n) }; print f(1), f(2, 'y'), f(word='z', n=3)", "x1|y2|z3")]
    [InlineData("let twice = (T: (x: long)) { T | extend y = x * 2 }; twice(range x from 1 to 2 step 1)", "1|2/2|4")]
    [InlineData("range x from 1 to 2 step 1 | as N | union N | count", "4")]
    [InlineData("print a = 1 | extend a = a + 1, b = 5 | project-away b", "2")]
    [InlineData("datatable(Name: long, name: long)[1, 2] | extend NAME = Name + name | where name == 2", "1|2|3")]
    public void Smaller_operators_follow_Kusto(string query, string expected) => Assert.Equal(expected, _database.Run(query));

    [Theory]
    [InlineData("AKSAudit | summarize count(), sum(strlen(Verb)), dcount(Verb), make_set(Verb), max(TimeGenerated) by Level", "Level:string count_:long sum_:long dcount_Verb:long set_Verb:dynamic max_TimeGenerated:datetime")]
    [InlineData("AKSAudit | summarize percentile(strlen(Verb), 95), arg_max(TimeGenerated, Verb) by bin(RequestReceivedTime, 1h)", "RequestReceivedTime:datetime percentile__95:long TimeGenerated:datetime Verb:string")]
    [InlineData("AKSAudit | project User.username, tostring(ObjectRef.name), strlen(Verb), Verb", "User_username:dynamic ObjectRef_name:string Column1:long Verb:string")]
    [InlineData("AKSAudit | project Verb, AuditId | join kind=inner (AKSAudit | project Verb, AuditId) on AuditId", "Verb:string AuditId:string Verb1:string AuditId1:string")]
    [InlineData("AKSAudit | summarize Last = arg_max(TimeGenerated, Verb), (p5, p50) = percentiles(strlen(Verb), 5, 50) by Level", "Level:string Last:datetime Verb:string p5:long p50:long")]
    [InlineData("AKSAudit | count", "Count:long")]
    [InlineData("print 1, b = 'x', 2.5", "print_0:long b:string print_2:real")]
    [InlineData("AKSAudit | project-keep *Id, Verb | project-reorder Verb", "Verb:string AuditId:string _ResourceId:string")]
    [InlineData("AKSAudit | project Verb, Level | project-rename V = Verb | extend Column = column_ifexists('nope', 7)", "V:string Level:string Column:long")]
    [InlineData("union (print x = 1), (print x = 'a')", "x_long:long x_string:string")]
    public void Columns_are_named_as_in_Kusto(string query, string expected) => Assert.Equal(expected, KqlDatabase.Columns(query));
}
