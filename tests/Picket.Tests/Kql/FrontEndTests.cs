using Picket.Kql;
using Xunit;

namespace Picket.Tests.Kql;

/// <summary>Statements, searches, unions and names: what a query means before any row is read.</summary>
public sealed class FrontEndTests
{
    private const string Fruits = "let Fruits = view () { datatable(Name: string, Count: long)['green apple', 1, 'Blueberry', 2] };\n"
        + "let Colours = view () { datatable(Name: string, Code: string)['the Green', 'x', 'blue', 'apple'] };\n";

    [Theory]
    [InlineData("search in (Fruits, Colours) 'green' | project ['$table'], Name", "Fruits,green apple|Colours,the Green")]
    [InlineData("search in (Fruits, Colours) kind_is_no_option == 1", "PKT1101")]
    [InlineData("search kind=case_sensitive in (Fruits, Colours) 'Green' | project Name", "the Green")]
    [InlineData("search in (Fruits, Colours) Code:'apple' or Count == 2 | project Name", "Blueberry|blue")]
    [InlineData("search in (Fruits, Colours) 'blue*' | project Name", "Blueberry|blue")]
    [InlineData("search in (Fruits, Colours) '*berry' | project Name", "Blueberry")]
    [InlineData("search in (Fruits, Colours) 'bl*rry' | project Name", "Blueberry")]
    [InlineData("search in (Fruits, Colours) * | count", "4")]
    [InlineData("search in (Fruits, Colours) not('green') and '*e*' | project Name", "Blueberry|blue")]
    [InlineData("Fruits | search 'apple' | project Name, Count", "green apple,1")]
    [InlineData("find in (Fruits, Colours) where Name has 'green'", "Fruits,green apple,{\"Count\":1}|Colours,the Green,{\"Code\":\"x\"}")]
    [InlineData("find withsource=From in (Fruits, Colours) where Code == 'apple' project Name, Count: long", "Colours,blue,null")]
    [InlineData("find in (Fruits, Colours) where Name has 'blue' project Name project-away source_", "blue")]
    [InlineData("union withsource=From Fru*, (Colours | where Code == 'x') | project From, Name", "Fruits,green apple|Fruits,Blueberry|union_arg1,the Green")]
    [InlineData("union isfuzzy=true Fruits, Nowhere, (Nobody | take 1) | count", "2")]
    [InlineData("Fruits | where Name has_any (Colours | where Code == 'x' | project tostring(split(Name, ' ')[1])) | project Count", "1")]
    [InlineData("Fruits | getschema | project ColumnName, ColumnType", "Name,string|Count,long")]
    [InlineData("Colours | project-by-names dynamic(['Code', 'None']), 'Na*' | take 1", "x,the Green")]
    [InlineData("print column_names_of(Fruits)", "[\"Name\",\"Count\"]")]
    [InlineData("let f = (t: string) { table(t) | count }; f('Fruits')", "2")]
    [InlineData("Fruits | count as Rows", "2")]
    [InlineData("Fruits | where * has 'blueberry' | project Count | consume", "")]
    public void Many_tables_are_gone_through_at_once(string query, string expected) => Assert.Equal(expected, Rows(Fruits + query));

    [Theory]
    [InlineData("print '5' == 5, '10' > 9, 'false' == false", "true,true,true")]
    [InlineData("print x = 'abc'.toupper()", "ABC")]
    [InlineData("print a = assert(1 < 2, 'no')", "true")]
    [InlineData("set query_now = datetime(2024-01-01); print now() == datetime(2024-01-01)", "true")]
    [InlineData("datatable(t: datetime, n: long)[datetime(2026-01-01 00:07), 1] | summarize n = sum(n) by bin(Five = t, 5m) | project Five", "2026-01-01T00:05:00.0000000Z")]
    [InlineData("print d = parse_json(@'{\"a\":\"{\\\"b\\\":[7]}\"}') | project x = parse_json(tostring(d.a)).b[0]", "7")]
    [InlineData("datatable(s: string)['{\"a\":[3]}'] | project s.a[0]", "3")]
    [InlineData("print a = 1 | project a, a + 1, a + 2 | getschema | project ColumnName", "a|Column1|Column2")]
    [InlineData("print 1\n\nprint 2", "2")]
    [InlineData("let T = datatable(a: long)[1];\nT\n| count\n// the next one\nT\n| extend b = 2", "1,2")]
    [InlineData("print 'a' /* no comment */", "PKT1005")]
    public void Values_are_what_the_documentation_says(string query, string expected) => Assert.Equal(expected, Rows(query));

    [Theory]
    [InlineData("workspace('x').T | take 1", KqlCodes.Elsewhere, 1, 1)]
    [InlineData("print 1 |\n where database('x').f() == 1", KqlCodes.Elsewhere, 2, 8)]
    [InlineData("alias database D = cluster('c').database('d'); print 1", KqlCodes.Elsewhere, 1, 1)]
    [InlineData("declare pattern p = (a: string)[b: string] { ('x').['y'] = { print 1; }; }; print 1", KqlCodes.Elsewhere, 1, 1)]
    [InlineData("let f = (n: long) { f(n) }; print f(1)", KqlCodes.Recursion, 1, 21)]
    [InlineData("print assert(1 > 2, 'no')", KqlCodes.AssertionFailed, 1, 7)]
    [InlineData("print 1 | fork (count) (take 1)", KqlCodes.UnsupportedOperator, 1, 11)]
    [InlineData("declare query_parameters(a: long); print a", KqlCodes.QueryParameter, 1, 26)]
    [InlineData("let T = datatable(a: long)[1]; restrict access to (Other); T", KqlCodes.UnknownTable, 1, 60)]
    [InlineData("let f = (T: (b: string)) { T | count }; print a = 1 | invoke f()", KqlCodes.UnknownColumn, 1, 55)]
    [InlineData("print 'a' matches regex '(?=b)'", KqlCodes.BadConstant, 1, 25)]
    [InlineData("union Nowhere, Nobody", KqlCodes.UnknownTable, 1, 7)]
    public void What_is_refused_is_refused_by_name_and_place(string query, string code, int line, int column)
    {
        var error = Assert.Single(Compile(query).Diagnostics.Take(1));

        Assert.Equal((code, line, column, KqlSeverity.Error), (error.Code, error.Line, error.Column, error.Severity));
    }

    [Theory]
    [InlineData("set something = 5; print 1", KqlCodes.IgnoredOption)]
    [InlineData("print 1; print 2", KqlCodes.SeveralQueries)]
    [InlineData("print a = 1 | where a = true", KqlCodes.NamedPredicate)]
    [InlineData("union isfuzzy=true Nowhere, (print 1)", KqlCodes.LeftOut)]
    [InlineData("print SHA1 = 'x' | invoke FileProfile('SHA1', 10)", KqlCodes.NotKnownHere)]
    public void What_a_query_does_other_than_written_is_a_warning(string query, string code)
    {
        var compilation = Compile(query);

        Assert.NotNull(compilation.Plan);
        Assert.Equal((code, KqlSeverity.Warning), (compilation.Warnings[0].Code, compilation.Warnings[0].Severity));
    }

    [Fact]
    public void Parameters_come_from_the_caller_or_from_their_defaults()
    {
        const string query = "declare query_parameters(who: string, since: datetime = datetime(2026-01-01), n: long = 5); print who, since, n";
        var given = new Dictionary<string, string> { ["who"] = "it's \"me\"", ["n"] = "7", ["other"] = "x" };

        var compilation = KqlCompiler.Compile(query, new DemoCatalog(), Now, given);

        Assert.Equal("it's \"me\",2026-01-01T00:00:00.0000000Z,7", RowsOf(compilation));
        Assert.Equal(KqlCodes.UndeclaredParameter, Assert.Single(compilation.Warnings).Code);
        given["n"] = "many";
        Assert.Equal(KqlCodes.QueryParameter, Assert.Single(KqlCompiler.Compile(query, new DemoCatalog(), Now, given).Diagnostics).Code);
    }

    [Fact]
    public void Set_statements_and_render_are_handed_to_whoever_runs_the_query()
    {
        var compilation = Compile("set notruncation; set truncationmaxrecords = 10; set servertimeout = 2m; print a = 1, b = 2 "
            + "| render columnchart with (kind=stacked, title=\"All of it\", xcolumn=a, ycolumns=b, a, legend=hidden)");

        Assert.Equal(new KqlOptions { IsTruncationOff = true, MaxRecords = 10, Timeout = TimeSpan.FromMinutes(2) }, compilation.Options);
        Assert.Equal(("columnchart", "stacked", "All of it", "a"), (compilation.Chart, compilation.Render.Kind, compilation.Render.Title, compilation.Render.XColumn));
        Assert.Equal(["b", "a"], compilation.Render.YColumns);
        Assert.Equal("hidden", compilation.Render.Properties["legend"]);
    }

    [Fact]
    public void External_data_is_a_step_of_the_plan()
    {
        var plan = Compile("externaldata(a: string, n: long) [@'https://example.net/x.csv', 'file2'] with (format='csv', ignoreFirstRecord=true)").Plan;

        var external = Assert.IsType<ExternalData>(plan);
        Assert.Equal(["https://example.net/x.csv", "file2"], external.Addresses);
        Assert.Equal(("csv", "true"), (external.Options["format"], external.Options["ignoreFirstRecord"]));
    }

    [Theory]
    [InlineData("AKSAudit | join kind=inner (AKSAuditAdmin | project Verb, TimeGenerated) on Verb | where TimeGenerated > datetime(2026-01-01)")]
    [InlineData("AKSAudit | summarize count() by TimeGenerated | where TimeGenerated > datetime(2026-01-01)")]
    [InlineData("AKSAudit | mv-expand SourceIps | where TimeGenerated > datetime(2026-01-01)")]
    [InlineData("union AKSAudit, AKSAuditAdmin | sort by Verb | where TimeGenerated > datetime(2026-01-01)")]
    public void Time_bounds_reach_the_scan_through_other_steps(string query) =>
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), Scans(Compile(query).Plan!).First().From);

    [Theory]
    [InlineData("AKSAudit | join kind=rightouter (AKSAuditAdmin | project Verb) on Verb | where TimeGenerated > datetime(2026-01-01)")]
    [InlineData("AKSAudit | join (AKSAuditAdmin | project Verb) on Verb | where TimeGenerated > datetime(2026-01-01)")]
    [InlineData("AKSAudit | summarize TimeGenerated = max(TimeGenerated) by Verb | where TimeGenerated > datetime(2026-01-01)")]
    public void Time_bounds_stay_where_rows_below_them_count(string query) => Assert.Null(Scans(Compile(query).Plan!).First().From);

    private static readonly DateTime Now = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    private static KqlCompilation Compile(string query) => KqlCompiler.Compile(query, new DemoCatalog(), Now);

    private static IEnumerable<TableScan> Scans(KqlPlan plan) => plan is TableScan scan ? [scan] : plan.Inputs.SelectMany(Scans);

    private static string Rows(string query) => RowsOf(Compile(query));

    private static string RowsOf(KqlCompilation compilation) => compilation.Plan is { } plan
        ? string.Join("|", KqlEvaluator.Run(plan, new KqlRun { ReadTable = _ => [] }).Select(row => string.Join(",", row.Select(Text))))
        : compilation.Diagnostics[0].Code;

    private static string Text(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        _ => System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
