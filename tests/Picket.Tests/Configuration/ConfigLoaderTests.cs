using Picket.Configuration;
using Picket.Core;
using Xunit;

namespace Picket.Tests.Configuration;

public sealed class ConfigLoaderTests
{
    [Fact]
    public void Nothing_written_means_the_defaults()
    {
        var options = Load("");

        Assert.Equal(["127.0.0.1:8480"], options.Server.Listen);
        Assert.Equal(TimeSpan.FromDays(365), options.Storing.Retention);
        Assert.Equal(Path.GetFullPath("/etc/picket/data"), options.Data);
    }

    [Fact]
    public void Every_kind_of_value_is_read()
    {
        var options = Load(
            """
            server: {listen: ["0.0.0.0:8443", "[::1]:8480"], tokenRef: env:TOKEN}
            sources:
              - {name: files, kind: auditFile, paths: logs/*.log, follow: false, silenceAfter: 1h30m}
              - {name: hook, kind: auditWebhook, maxBody: 8MiB, tokenRef: file:keys/hook}
            cde: {namespaces: [payments, "cards-*"]}
            alerting:
              floodLimit: 7
              outputs:
                - name: soc
                  kind: webhook
                  url: https://soc.example.org/x
                  minSeverity: high
                  headers: {Authorization: env:SOC}
            """);

        Assert.Equal(["/etc/picket/logs/*.log"], options.Sources[0].Paths);
        Assert.Equal((false, TimeSpan.FromMinutes(90)), (options.Sources[0].Follow, options.Sources[0].SilenceAfter));
        Assert.Equal(8L << 20, options.Sources[1].MaxBody.Bytes);
        Assert.Equal("file:/etc/picket/keys/hook", $"{options.Sources[1].TokenRef}");
        Assert.Equal(["payments", "cards-*"], options.Cde.Namespaces);
        Assert.Equal(7, options.Alerting.FloodLimit);
        var output = Assert.Single(options.Alerting.Outputs);
        Assert.Equal((Severity.High, "env:SOC"), (output.MinSeverity, $"{output.Headers["Authorization"]}"));
    }

    [Fact]
    public void All_problems_are_reported_together_in_the_order_of_the_file()
    {
        var problems = Problems(
            """
            sever:
              listen: 127.0.0.1:1
            storing:
              retention: 365
              sealAftr: 15m
            alerting:
              outputs:
                - name: soc
                  kind: webhok
                  minSeverity: urgent
            """);

        Assert.Equal(
            ["1:1 PKT7203", "4:14 PKT7204", "5:3 PKT7203", "8:7 PKT7205", "9:13 PKT7204", "10:20 PKT7204"],
            problems.Select(p => $"{p.Line}:{p.Column} {p.Code}"));
        Assert.Contains("Did you mean 'server'?", problems[0].Message);
        Assert.Contains("a time with a unit", problems[1].Message);
        Assert.Contains("Did you mean 'sealAfter'?", problems[2].Message);
        Assert.Contains("'url' is missing", problems[3].Message);
        Assert.Contains("Did you mean 'webhook'?", problems[4].Message);
        Assert.Contains("informational, low, medium, high, critical", problems[5].Message);
    }

    [Theory]
    [InlineData("storing: {retention: 5000d}", "PKT7208", "between 1d and 3650d")]
    [InlineData("alerting: {floodLimit: 0}", "PKT7208", "between 1 and 100000")]
    [InlineData("alerting: {floodLimit: many}", "PKT7204", "must be a whole number, but 'many' was found")]
    [InlineData("sources: [{name: a, kind: auditWebhook, maxBody: 1TiB}]", "PKT7208", "between 64KiB and 1GiB")]
    [InlineData("sources: [{name: a, kind: auditWebhook, maxBody: 64M}]", "PKT7204", "a size with a unit")]
    [InlineData("sources: [{name: a, kind: stdin, follow: yes}]", "PKT7206", "belongs to kind auditFile")]
    [InlineData("sources: [{name: a, kind: auditFile, paths: [x], follow: yes}]", "PKT7204", "true or false")]
    [InlineData("sources: [{name: a, kind: auditFile}]", "PKT7209", "has no 'paths'")]
    [InlineData("sources: [{name: a, kind: stdin}, {name: a, kind: auditWebhook}]", "PKT7207", "is taken by the entry in line 1")]
    [InlineData("sources: [{name: a, kind: stdin}, {name: b, kind: stdin}]", "PKT7209", "only one standard input")]
    [InlineData("sources: {name: a}", "PKT7204", "must be a list, but keys with values was found")]
    [InlineData("cde: [payments]", "PKT7204", "must be keys with values, but a list was found")]
    [InlineData("- a", "PKT7204", "but a list was found")]
    [InlineData("data: a\ndata: b", "PKT7207", "first set in line 1")]
    [InlineData("data: &x a", "PKT7202", "anchor")]
    [InlineData("data: *x", "PKT7202", "alias")]
    [InlineData("data: !!str a", "PKT7202", "tag")]
    [InlineData("data: !!int[ a", "PKT7202", "malformed after this place")]
    [InlineData("data: [", "PKT7202", "not YAML")]
    [InlineData("data: a\n---\ndata: b", "PKT7202", "second document")]
    [InlineData("server: {listen: here}", "PKT7209", "HOST:PORT")]
    [InlineData("server: {listen: '127.0.0.1:99999'}", "PKT7209", "HOST:PORT")]
    [InlineData("server: {certificateFile: a.pem}", "PKT7209", "go together")]
    [InlineData("alerting: {outputs: [{name: a, kind: webhook, url: http://soc.example.org}]}", "PKT7209", "Use https")]
    [InlineData("alerting: {outputs: [{name: a, kind: webhook, url: ftp://soc.example.org}]}", "PKT7204", "begins with https://")]
    [InlineData("alerting: {outputs: [{name: a, kind: webhook, url: 'https://u:p@soc.example.org'}]}", "PKT7209", "by reference")]
    [InlineData("alerting: {outputs: [{name: a, kind: webhook, url: 'https://h', headers: {'a b': env:X}}]}", "PKT7209", "cannot be the name of a header")]
    public void A_mistake_is_named_with_what_to_do(string text, string code, string words)
    {
        var problem = Assert.Single(Problems(text));

        Assert.Equal(code, problem.Code);
        Assert.Contains(words, problem.Message);
        Assert.True(problem is { Line: > 0, Column: > 0 }, $"{problem}");
    }

    [Fact]
    public void A_secret_written_where_a_reference_belongs_is_not_repeated()
    {
        var problem = Assert.Single(Problems("server: {tokenRef: hunter2hunter2}"));

        Assert.Contains("never the secret itself", problem.Message);
        Assert.DoesNotContain("hunter2", $"{problem}");
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var problem = Assert.Single(Problems(new string('[', 5000)));

        Assert.Equal("PKT7202", problem.Code);
    }

    [Fact]
    public void A_section_with_everything_commented_out_keeps_its_defaults() =>
        Assert.Equal(TimeSpan.FromHours(24), Load("alerting:\n  # groupGap: 1h\n").Alerting.GroupGap);

    [Fact]
    public void A_file_that_is_named_must_be_there()
    {
        var result = ConfigLoader.Load("/nowhere/picket.yaml");

        Assert.Null(result.Options);
        Assert.Equal("PKT7201", Assert.Single(result.Problems).Code);
    }

    [Fact]
    public void A_problem_reads_as_compilers_write_it() =>
        Assert.StartsWith("/etc/picket/picket.yaml:1:1: PKT7203: There is no option 'dota' at the top level. Did you mean 'data'?",
            $"{Assert.Single(Problems("dota: x"))}");

    [Fact]
    public void The_print_out_shows_references_and_hosts_but_no_paths_of_addresses()
    {
        var text = EffectiveConfig.Print(Load(
            """
            server: {tokenRef: env:TOKEN}
            alerting: {outputs: [{name: soc, kind: webhook, url: https://soc.example.org/hooks/T00/secret, headers: {A: file:/k}}]}
            """));

        Assert.Contains("tokenRef: env:TOKEN", text);
        Assert.Contains("url: https://soc.example.org/…", text);
        Assert.Contains("      A: file:/k", text);
        Assert.DoesNotContain("T00", text);
    }

    [Fact]
    public void What_is_printed_can_be_read_again()
    {
        var text = EffectiveConfig.Print(Load(InitTemplate.Text));

        Assert.Equal(text, EffectiveConfig.Print(Load(text)));
    }

    [Fact]
    public void An_output_names_its_host_only() =>
        Assert.Equal("soc (webhook at https://soc.example.org)", $"""{Load(
            "alerting: {outputs: [{name: soc, kind: webhook, url: 'https://soc.example.org/hooks/T00'}]}").Alerting.Outputs[0]}""");

    private static PicketOptions Load(string text)
    {
        var result = ConfigLoader.Parse(text, "/etc/picket/picket.yaml");
        Assert.Empty(result.Problems);
        return result.Options!;
    }

    private static IReadOnlyList<ConfigProblem> Problems(string text)
    {
        var result = ConfigLoader.Parse(text, "/etc/picket/picket.yaml");
        Assert.Null(result.Options);
        return result.Problems;
    }
}
