using CsCheck;
using Picket.Kql;
using Xunit;

namespace Picket.Tests.Kql;

public sealed class DiagnosticTests
{
    private static readonly string[] Soup =
    [
        "AKSAudit", "|", "where", "project", "extend", "summarize", "by", "join", "kind", "=", "inner", "on", "(", ")", "[", "]", "{", "}",
        "let", "x", ";", ",", "==", "!=", "has", "in", "in~", "!has", "between", "..", "and", "or", "not", "count", "()", "sum", "arg_max", "*",
        "dynamic", "datetime(2026-01-01)", "datetime(zz)", "1h", "5", "0x1F", "1.5e3", "'text'", "\"te\\nxt", "@'v'", "h'x'", "```", "union",
        "print", "range", "from", "to", "step", "datatable", ":", "string", "long", "Verb", "User", ".", "username", "-", "+", "/", "%", "<", ">",
        "mv-expand", "typeof", "render", "timechart", "toscalar", "materialize", "iff", "case", "bin", "tostring", "ago", "top", "take", "sort",
        "distinct", "project-away", "project-rename", "as", "invoke", "scan", "$left", "$right", "//c\n", "\n", "é", "#", "\\", "999999999999999999999",
        "percentile", "make_set", "take_any", "column_ifexists", "pack_all", "extract_json", "'$.a[0]'", "lookup", "table", "T", "=>", "view", "`",
    ];

    [Theory]
    [InlineData("AKSAudit | where Verbb == 'get'", "PKT1101 1:18 There is no column 'Verbb'. Did you mean 'Verb'?")]
    [InlineData("AKSAudit | where verb == 'get'", "PKT1101 1:18 There is no column 'verb'. Did you mean 'Verb'?")]
    [InlineData("AKSAudits | take 1", "PKT1102 1:1 There is no table or 'let' named 'AKSAudits'. Did you mean 'AKSAudit'?")]
    [InlineData("AKSAudit | extend x = strlne(Verb)", "PKT1103 1:23 The function 'strlne' is not known or not supported yet. Did you mean 'strlen'?")]
    [InlineData("AKSAudit\n| assert-schema (a: long)", "PKT1006 2:3 The operator 'assert-schema' is not supported yet.")]
    [InlineData("AKSAudit | wher Verb == 'get'", "PKT1005 1:12 There is no operator 'wher'. Did you mean 'where'?")]
    [InlineData("AKSAudit | project-awy Verb", "PKT1005 1:12 There is no operator 'project-awy'. Did you mean 'project-away'?")]
    [InlineData("AKSAudit | qqqqq", "PKT1005 1:12 There is no operator 'qqqqq'.")]
    [InlineData("AKSAudit | print 1", "PKT1005 1:12 'print' only starts a query; it cannot follow '|'.")]
    [InlineData("AKSAudit | macro-expand g as x (x.T)", "PKT1006 1:12 The operator 'macro-expand' is not supported yet.")]
    [InlineData("AKSAudit | invoke", "PKT1005 1:18 Expected a function to call, such as 'f()', found the end of the query.")]
    [InlineData("search in (AKSAudits) 'x'", "PKT1102 1:12 There is no table or 'let' named 'AKSAudits'. Did you mean 'AKSAudit'?")]
    [InlineData("AKSAudit | where Verb == 5h", "PKT1105 1:18 A string cannot be compared with a timespan. Convert one with tostring() or totimespan().")]
    [InlineData("AKSAudit | extend x = Verb + 'a'", "PKT1105 1:23 A string and a string do not go together here. Use strcat() to join texts.")]
    [InlineData("AKSAudit | where count() > 1", "PKT1109 1:18 'count()' is an aggregate; it stands in 'summarize'.")]
    [InlineData("AKSAudit | summarize Verb", "PKT1109 1:22 'Verb' stands outside an aggregate. Put it in one, such as take_any(Verb), or after 'by'.")]
    [InlineData("AKSAudit | project a = 1, a = 2", "PKT1107 1:27 There are two columns named 'a'. Give one another name: 'Other = …'.")]
    [InlineData("AKSAudit | extend x = substring(Verb)", "PKT1104 1:23 'substring' takes 2 to 3 arguments, found 1.")]
    [InlineData("AKSAudit | join kind=iner AKSAudit on Verb", "PKT1005 1:17 There is no join kind 'iner'. Did you mean 'inner'?")]
    [InlineData("AKSAudit | take", "PKT1005 1:16 Expected an expression, found the end of the query.")]
    [InlineData("AKSAudit | where Verb == 'get", "PKT1003 1:26 The string does not end. Close it with the quote it starts with.")]
    [InlineData("print datetime(2026-13-45)", "PKT1004 1:7 '2026-13-45' is not a datetime.")]
    [InlineData("AKSAudit | where (Verb == 'a' | take 1", "PKT1005 1:39 Expected ')', found the end of the query.")]
    [InlineData("AKSAudit | take 1 | summarize", "PKT1005 1:21 This gives a table without any column. Name one or more.")]
    [InlineData("AKSAudit | project | count", "PKT1005 1:12 This gives a table without any column. Name one or more.")]
    [InlineData("datatable(a: string)[* * 'c'] | join (print a = 'c') on a", "PKT1005 1:22 '*' stands for the columns of a row, and there is no row here.")]
    [InlineData("print *", "PKT1005 1:1 This gives a table without any column. Name one or more.")]
    [InlineData("AKSAudit | mv-expand User, User", "PKT1107 1:12 'mv-expand' would make two columns of one name. Give one another name: 'Other = …'.")]
    [InlineData("AKSAudit | mv-expand User limit 1.5", "PKT1108 1:33 A number of rows is a whole number, zero or more.")]
    [InlineData("AKSAudit | summarize percentile(strlen(Verb), real(nan))", "PKT1108 1:47 A percentile is a constant number from 0 to 100.")]
    [InlineData("AKSAudit | summarize percentile(strlen(Verb), 101)", "PKT1108 1:47 A percentile is a constant number from 0 to 100.")]
    [InlineData("AKSAudit | summarize tostring(covariance(Level))", "PKT1104 1:31 'covariance' takes 2 arguments, found 1.")]
    [InlineData("let f = () { let x = 1; }; print f()", "PKT1005 1:34 The function 'f' gives nothing. End it with a value or a table.")]
    [InlineData("let f = (n: long) { toscalar(range x from 1 to n step 1) }; AKSAudit | extend y = f(strlen(Verb))", "PKT1106 1:48 'n' is a value of the row that the function is called for; a table inside of the function cannot use it.")]
    [InlineData("let f = (v: string) { let w = strcat(v, 'x'); toscalar(AKSAudit | where Verb == w | count) }; AKSAudit | where f(Verb) > 1", "PKT1106 1:81 'w' is a value of the row that the function is called for; a table inside of the function cannot use it.")]
    [InlineData("AKSAudit | render timechart with (title=", "PKT1005 1:41 Expected an expression, found the end of the query.")]
    [InlineData("", "PKT1005 1:1 Expected a query, found the end of the query.")]
    [InlineData("let x = 1;", "PKT1005 1:1 The query has no table to show: after 'let', name a table or write 'print'.")]
    public void An_error_says_what_where_and_what_to_do(string query, string expected)
    {
        var error = KqlDatabase.Errors(query)[0];

        Assert.Equal(expected, $"{error.Code} {error.Line}:{error.Column} {error.Message}");
    }

    [Theory]
    [InlineData("AKSAudit | render timechart title=")]
    [InlineData("AKSAudit | summarize hint.strategy =")]
    [InlineData("AKSAudit | extend Verb, * | mv-expand User")]
    [InlineData("AKSAudit | project Verb, * | mv-expand User")]
    [InlineData("AKSAudit | mv-expand with_itemindex=User User")]
    [InlineData("AKSAudit | mv-expand *")]
    [InlineData("AKSAudit | where * == 1h")]
    [InlineData("AKSAudit | summarize take_any(*) by Verb | project-away Verb | summarize take_any(*)")]
    [InlineData("print dynamic({datetime(\ud800): 1})")]
    public void A_strange_query_is_compiled_or_refused(string query)
    {
        var compilation = KqlCompiler.Compile(query, new DemoCatalog(), KqlDatabase.Now);

        Assert.Equal(compilation.Plan is null, compilation.Diagnostics.Count > 0);
    }

    [Theory]
    [InlineData("{\"a\":40.// and no more\n}", "{\"a\":40}")]
    [InlineData("[007.50, 1.0, -2., 1.5e3]", "[7.5,1.0,-2,1.5e3]")]
    public void A_number_of_a_dynamic_becomes_a_JSON_number(string dynamic, string expected)
    {
        var row = Assert.IsType<InlineTable>(KqlDatabase.Compile($"print a = dynamic({dynamic})")).Rows[0];

        Assert.Equal(expected, Assert.IsType<LiteralExpression>(row[0]).Value);
    }

    [Fact]
    public void Several_errors_are_reported_together_in_text_order()
    {
        var errors = KqlDatabase.Errors("AKSAudit\n| where Verbb == 'a'\n| extend y = nosuch(1)\n| where Levell == 'b'");

        Assert.Equal([(2, 9), (3, 14), (4, 9)], errors.Select(e => (e.Line, e.Column)));
    }

    [Fact]
    public void An_error_in_one_operator_does_not_hide_the_next()
    {
        var errors = KqlDatabase.Errors("AKSAudit | where == 5 | macro-expand x | take ] 1");

        Assert.Equal(["PKT1005", "PKT1006", "PKT1005"], errors.Select(e => e.Code));
    }

    [Fact]
    public void Too_deep_too_long_and_too_large_queries_are_refused()
    {
        var deep = $"print {new string('(', 5000)}1{new string(')', 5000)}";
        var chain = $"print 1{string.Concat(Enumerable.Repeat(" + x", 5000))}";
        var wide = "let a0 = AKSAudit;" + string.Concat(Enumerable.Range(1, 60).Select(i => $"let a{i} = a{i - 1} | union a{i - 1};")) + "a60";
        var nested = "let f0 = () { 1 };" + string.Concat(Enumerable.Range(1, 300).Select(i => $"let f{i} = () {{ f{i - 1}() + f{i - 1}() }};")) + "print f300()";
        var stacked = "let s0 = new_guid();" + string.Concat(Enumerable.Range(1, 3000).Select(i => $"let s{i} = strcat(s{i - 1}, 'x');")) + "print s3000";
        var longText = new string('x', KqlLimits.MaxTextLength + 1);

        foreach (var query in new[] { deep, chain, wide, nested, stacked, longText })
            Assert.Contains(KqlDatabase.Errors(query), e => e.Code == KqlCodes.TooLarge);
    }

    [Fact]
    public void A_rule_with_a_thousand_alternatives_compiles()
    {
        var terms = string.Join(" or ", Enumerable.Range(0, 1000).Select(i => $"Verb == 'v{i}'"));

        Assert.Empty(KqlDatabase.Errors($"AKSAudit | where {terms}"));
    }

    [Fact]
    public void No_soup_of_tokens_makes_the_compiler_throw()
    {
        var catalog = new DemoCatalog();

        Gen.Int[0, Soup.Length - 1].Select(i => Soup[i]).List[0, 40].Sample(words =>
        {
            var compilation = KqlCompiler.Compile(string.Join(' ', words), catalog, KqlDatabase.Now);
            if (compilation.Plan is { } plan)
                DuckDbSql.Translate(plan, scan => $"\"{scan.Table}\"");
            Assert.Equal(compilation.Plan is null, compilation.Diagnostics.Count > 0);
        }, iter: 20_000);
    }

    [Fact]
    public void No_random_text_makes_the_compiler_throw()
    {
        var catalog = new DemoCatalog();

        Gen.String[0, 80].Sample(text => Assert.NotNull(KqlCompiler.Compile($"AKSAudit | where {text}", catalog, KqlDatabase.Now)), iter: 5_000);
    }

    [Theory]
    [InlineData("table()")]
    [InlineData("table() | count")]
    [InlineData("print toscalar(table())")]
    public void A_table_without_a_name_is_an_error(string query) =>
        Assert.Equal(KqlCodes.ArgumentCount, Assert.Single(KqlDatabase.Errors(query)).Code);
}
