using System.Text.RegularExpressions;
using CsCheck;
using Picket.Kql;
using Xunit;

namespace Picket.Tests.Kql;

/// <summary>Right queries made wrong by small changes: nearer to what people type than any soup of tokens.</summary>
public sealed partial class MutatedQueriesTests
{
    private const int MostChanges = 4;

    // Every operator, source, literal and way to call is in one of them.
    private static readonly string[] Queries =
    [
        "AKSAudit | where Verb == 'get' and Level != \"x\" or not(Stage =~ 'done') | take 1",
        "AKSAudit | where TimeGenerated between (ago(1d) .. 1h) and Verb in~ ('get', 'list') | summarize count()",
        "AKSAudit | where User.username has 'a' and tostring(ObjectRef['name']) !startswith 'b' | limit 3",
        "AKSAudit | where Verb matches regex '^g.t$' and UserAgent has_any ('curl', 'kubectl') | count",
        "AKSAudit | where * has 'x' | project Verb, Who = User.username, Level",
        "AKSAudit | where * == 'x' | distinct *",
        "AKSAudit | where Verb in ((AKSAuditAdmin | project Verb)) | project-away Level, Pod*",
        "AKSAudit | project-keep *Id, Verb | project-rename V = Verb | project-reorder V, * desc",
        "AKSAudit | project *, n = strlen(Verb)",
        "AKSAudit | extend n = strlen(Verb) + 1 | extend half = n / 2.0, m = -n % 3",
        "AKSAudit | extend *, a = 1 | where a == 1",
        "AKSAudit | summarize count(), dcount(Verb), make_set(Level, 5) by bin(TimeGenerated, 1h), Verb",
        "AKSAudit | summarize Last = arg_max(TimeGenerated, *) by Verb | sort by Last desc nulls first, Verb asc",
        "AKSAudit | summarize (p5, p50) = percentiles(strlen(Verb), 5, 50), x = round(avg(strlen(Verb)), 1) + count()",
        "AKSAudit | summarize take_any(*), sumif(strlen(Verb), Level == 'x'), tostring(make_list(Verb)) by Level",
        "PicketFindings | summarize covariance(Score, Count), covarianceif(Score, Count, IsInScope), tostring(covariance(Score, Count)), make_bag(bag_pack(RuleId, Score))",
        "PicketFindings | summarize by Severity, RuleId | order by Severity",
        "PicketFindings | summarize hint.shufflekey = RuleId max(Score), min(Took), variance(Score), countif(Score > 1) by RuleId",
        "PicketFindings | top 5 by Score desc, Took asc nulls last | project RuleId, Score, Took * 2, Took / 1h",
        "PicketFindings | where FindingId == guid(74be27de-1e4e-49d9-b579-fe0b331d3642) and IsInScope == true and Took > 1.5h",
        "PicketFindings | where Score >= 0x1F or Score < 1.5e3 or Count <> int(5) | extend d = decimal(1.5), l = long(-3), r = real(nan)",
        "AKSAudit | join kind=inner (AKSAuditAdmin | project Verb, x = 1) on Verb | project Verb, x",
        "AKSAudit | join kind=leftouter hint.strategy=shuffle AKSAuditAdmin on $left.Verb == $right.Verb and TimeGenerated",
        "AKSAudit | join kind=leftanti (PicketFindings) on $left.User.username == $right.RuleId | count",
        "AKSAudit | join AKSAuditAdmin on Verb, TimeGenerated | where Verb1 == 'a'",
        "AKSAudit | lookup kind=leftouter (AKSAudit | summarize n = count() by Verb) on Verb",
        "datatable(a: string, b: long)['x', 1, 'y', 2] | join kind=fullouter (datatable(a: string)['x', 'c']) on a",
        "datatable(t: datetime, d: dynamic, p: timespan)[datetime(2026-01-01), dynamic({'a': [1, -2.5, true, null], \"b\": 40.5}), 1d] | project d.a[0], t + p",
        "union kind=inner withsource=Source AKSAudit, (AKSAuditAdmin | where Verb == 'x') | take 5",
        "union isfuzzy=true AKS*, Nowhere | summarize count() by Type = 'x'",
        "AKSAudit | union AKSAuditAdmin | union (print x = 1), (print x = 'a')",
        "AKSAudit | mv-expand SourceIps | project SourceIps",
        "AKSAudit | mv-expand with_itemindex=i ip = SourceIps to typeof(string), group = User.groups limit 10 | where i > 0",
        "AKSAudit | mv-expand bagexpansion=array SourceIps, Annotations",
        "AKSAudit | summarize n = count() by bin(TimeGenerated, 5m) | render timechart with (title='Events', ymin=0)",
        "AKSAudit | as All | union All | count",
        "let f = (T: (Verb: string), v: string = 'get') { T | where Verb == v }; AKSAudit | invoke f('list') | invoke f()",
        "let f = (n: long, word: string = 'x') { strcat(word, n) }; print f(1), f(2, 'y'), f(word='z', n=3)",
        "let f = (v: string) { let w = strcat(v, '-'); toupper(w) }; AKSAudit | extend x = f(Verb) | where x == 'GET-'",
        "let f = (n: long) { toscalar(range x from 1 to n step 1 | summarize sum(x)) }; print f(3)",
        "let f = (v: string) { AKSAudit | where Verb == v | take 1 }; f('get') | count",
        "let v = view () { AKSAudit | where Verb == 'get' }; v | count",
        "let limit1 = 5; let T = materialize(AKSAudit | take limit1); T | union T | count",
        "let names = dynamic(['a', 'b']); AKSAudit | where Verb in (names) or Verb has_all (names)",
        "let n = toscalar(AKSAudit | summarize count()); print n, next = n + 1",
        "print now(), ago(1h), a = iff(1 > 2, 'x', \"y\"), b = case(true, 1, false, 2, 3), c = coalesce(long(null), 4)",
        "print @'a\\b', h'secret', 'it\\'s', ```many\nlines```, datetime(null), dynamic(null), 1e3, 0.5",
        "print pack('a', 1, 'b', dynamic([1, 2])), bag_pack('k', 'v'), pack_array(1, 'x'), todynamic('{}').a.b[0]",
        "print extract('(a)(b)', 1, 'ab', typeof(string)), extract_json('$.a[0]', '{}', typeof(long)), extract_all('(x)', 'xx')",
        "print datetime_diff('day', now(), ago(3d)), datetime_add('hour', 2, now()), format_datetime(now(), 'yyyy-MM-dd HH:mm'), datetime_part('year', now())",
        "print bin(17, 5), bin_at(now(), 1h, ago(1d)), floor(1.7, 1), round(1.55, 1), tohex(255), pi()",
        "AKSAudit | extend x = column_ifexists('Nope', 'none'), all = pack_all(), has = iscolumnexists('Verb')",
        "range x from 1 to 10 step 2 | where x between (2 .. 5) and x !between (3 .. 4)",
        "range t from datetime(2026-01-01) to datetime(2026-01-02) step 1h | project startofday(t), t - 1d, endofmonth(t)",
        "table('AKSAudit') | where Level == '' | project TimeGenerated // the end",
        "(AKSAudit | where Verb == 'get') | join kind=rightsemi (AKSAuditAdmin) on Verb | sort by TimeGenerated",
        "AKSAudit | extend ['odd name'] = 1 | where ['odd name'] > 0 | project-away ['odd name']",
        "AKSAudit | where isnotempty(split(Verb, '-')[0]) and Verb contains_cs 'G' | distinct Verb, Level",
        "AKSAudit | where ipv4_is_in_range(tostring(SourceIps[0]), '10.0.0.0/8') | extend k = bag_keys(ObjectRef), z = array_length(SourceIps)",
        "search in (AKSAudit, PicketFindings) Level == 'x' or Verb:'get*' and not('*y*') | where $table == 'AKSAudit' | take 1",
        "search kind=case_sensitive 'A*b' and Level == 'x'",
        "AKSAudit | search 'x' | getschema",
        "find withsource=T in (AKS*, PicketFindings) where Verb == 'x' project Verb, Level: string, pack(*) project-away pack",
        "find 'x'",
        "let A = view () { print x = 1 }; union isfuzzy=true withsource='T' A*, (Nowhere | take 1) | count as N",
        "declare query_parameters(a: long = 5, b: string = 'x'); set query_now = datetime(2026-01-01); set notruncation; print a, b, now()",
        "restrict access to (AKSAudit, database().Picket*); AKSAudit | project-by-names 'Verb', dynamic(['L*']), column_names_of(AKSAudit) | consume",
        "externaldata (a: string, b: long) [@'https://h/x.csv'] with (format='csv', ignoreFirstRecord=true) | project-away *1, a*",
        "print assert(1 == 1, 'x'), x = 'a'.toupper(), ingestion_time() | render columnchart with (kind=stacked, series=a, b, title=strcat('a', 'b'))",
        "print 1\n\nlet x = 2;\n// another\nprint x",
        "AKSAudit | where Verb in (dynamic(['a', 1, null, {'x': 1.5}])) or strlen(Verb) in (1, 2) or Verb !in ('x') | filter Level !has 'y'",
    ];

    private static readonly string[][] Tokens = [.. Queries.Select(q => Token.Matches(q).Select(m => m.Value).ToArray())];

    // Cutting where any token starts or ends; blanks stay with what they follow.
    [GeneratedRegex(@"(\w+|'[^']*'|""[^""]*""|[=!<>]=|\.\.|.|\n)\s*", RegexOptions.None, 1000)]
    private static partial Regex Token { get; }

    private static readonly Gen<string> Mutated =
        from query in Gen.Int[0, Tokens.Length - 1]
        from changes in Gen.Select(Gen.Int[0, 6], Gen.Int[0, 10_000], Gen.Int[0, 10_000]).List[1, MostChanges]
        select changes.Aggregate(string.Concat(Tokens[query]), (text, change) => Change(text, change.Item1, change.Item2, change.Item3));

    [Fact]
    public void Every_query_is_right_before_it_is_changed()
    {
        var wrong =
            from query in Queries
            from error in KqlDatabase.Errors(query)
            select $"{query}: {error.Code} {error.Message}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_right_query_made_wrong_never_makes_the_compiler_throw()
    {
        var catalog = new DemoCatalog();

        Mutated.Sample(text => AssertCompiles(text, catalog), iter: 20_000);
    }

    [Fact]
    public void Texts_of_any_size_and_depth_are_refused_with_a_place_and_at_once()
    {
        string[] texts =
        [
            new('(', 10_000), "print " + new string('(', 10_000) + "1" + new string(')', 10_000), "print " + new string('-', 20_000) + "1",
            "print " + new string('[', 10_000), "print dynamic(" + new string('[', 10_000), new('a', 1_000_000), new('"', 1_000_000), new('|', 100_000),
            "AKSAudit " + string.Concat(Enumerable.Repeat("| where * has 'x' ", 5_000)), "print 1" + string.Concat(Enumerable.Repeat(" + 1", 50_000)),
            "search " + string.Concat(Enumerable.Repeat("not(", 9_000)), string.Concat(Enumerable.Repeat("let f = () {", 5_000)),
            "print '\ud800' , \udc00 = 1", "AKSAudit | where \ud800 == 1", "find in (" + string.Concat(Enumerable.Repeat("AKS*,", 10_000)),
            string.Concat(Enumerable.Repeat("let x = materialize(union *);\n", 2_000)) + "x",
        ];

        foreach (var text in texts)
        {
            var compilation = KqlCompiler.Compile(text, new DemoCatalog(), KqlDatabase.Now);
            Assert.Equal(compilation.Plan is null, compilation.Diagnostics.Count > 0);
            Assert.All(compilation.Diagnostics, d => Assert.True(d.Line > 0 && d.Column > 0));
        }
    }

    private static void AssertCompiles(string text, DemoCatalog catalog)
    {
        var compilation = KqlCompiler.Compile(text, catalog, KqlDatabase.Now);
        if (compilation.Plan is { } plan && !ReadsOutside(plan))
            DuckDbSql.Translate(plan, scan => $"\"{scan.Table}\"");
        Assert.Equal(compilation.Plan is null, compilation.Diagnostics.Count > 0);
    }

    // Rows from outside come to the database in another way.
    private static bool ReadsOutside(KqlPlan plan) => plan is ExternalData || plan.Inputs.Any(ReadsOutside)
        || plan.Expressions.Any(e => e.Relation is { } relation && ReadsOutside(relation));

    private static string Change(string text, int kind, int first, int second)
    {
        List<string> tokens = [.. Token.Matches(text).Select(m => m.Value)];
        if (tokens.Count == 0)
            return text;
        var (at, other) = (first % tokens.Count, second % tokens.Count);
        switch (kind)
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(at, tokens[at]);
                break;
            case 2:
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            case 3:
                tokens.Insert(at, tokens[other]);
                break;
            case 4:
                return text[..(first % text.Length)];
            case 5:
                // A token of another query.
                var source = Tokens[second % Tokens.Length];
                tokens[at] = source[first % source.Length];
                break;
            default:
                tokens.RemoveRange(at, Math.Min(other % 6, tokens.Count - at));
                break;
        }

        return string.Concat(tokens);
    }
}
