using Picket.Core;
using Picket.Pipeline.Detecting;
using Picket.Pipeline.Normalising;
using Xunit;

namespace Picket.Tests.Detecting;

public sealed class DetectorTests
{
    private const string Exec = """
        "verb":"create","user":{"username":"sam@example.com"},"sourceIPs":["192.0.2.1"],"responseStatus":{"code":101},
        "objectRef":{"resource":"pods","subresource":"exec","namespace":"cards","name":"api-0"}
        """;

    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_finding_says_who_did_what_where_and_carries_the_rule()
    {
        using var judge = new Judge(Judge.Rule(
            "s: {objectRef.subresource: exec}\ncondition: s",
            "tags: [attack.t1609, attack.privilege_escalation]\npicket: {cdeSeverity: critical, pci: [10.2.1.2]}"));

        var finding = Assert.Single(judge.See(Exec, inCde: true));

        Assert.Equal("sam@example.com ran a command in pod api-0 in namespace cards (from 192.0.2.1).", finding.Summary);
        Assert.Equal("sam@example.com · cards", finding.Entity);
        Assert.Equal("pods/api-0/exec", finding.ObjectPath);
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal(["T1609"], finding.Attack);
        Assert.Equal(["privilege-escalation"], finding.Tactics);
        Assert.Equal(["10.2.1.2"], finding.Pci);
        Assert.Equal(("id1", "a-1", true), (finding.Id, finding.AuditId, finding.IsInCde));
    }

    [Fact]
    public void Outside_the_cardholder_data_environment_the_plain_severity_holds()
    {
        using var judge = new Judge(Judge.Rule("s: {verb: create}\ncondition: s", "picket: {cdeSeverity: critical}"));

        Assert.Equal(Severity.Medium, Assert.Single(judge.See(Exec)).Severity);
    }

    [Fact]
    public void Both_stages_of_one_request_make_one_finding()
    {
        using var judge = Judge.Of("objectRef.subresource: exec");

        Assert.Empty(judge.See(Exec, stage: "RequestReceived"));
        Assert.Single(judge.See(Exec, stage: "ResponseStarted"));
        Assert.Empty(judge.See(Exec, stage: "ResponseComplete"));
        Assert.Equal(1, Assert.Single(judge.Detector.Status).Matches);
    }

    [Fact]
    public void A_client_cannot_hide_behind_an_audit_id_used_before()
    {
        using var judge = Judge.Of("objectRef.subresource: exec");

        Assert.Single(judge.See(Exec, Noon));
        Assert.Single(judge.See(Exec, Noon.AddMilliseconds(1)));
    }

    [Fact]
    public void Every_rule_is_asked()
    {
        using var judge = new Judge(
            Judge.Rule("s: {verb: create}\ncondition: s"),
            Judge.Rule("s: {objectRef.resource: pods}\ncondition: s").Replace("name: r", "name: r2", StringComparison.Ordinal));

        Assert.Equal(["r", "r2"], judge.See(Exec).Select(f => f.Rule.Value));
    }

    [Fact]
    public void Control_characters_of_a_name_do_not_reach_the_summary()
    {
        using var judge = Judge.Of("verb: get");

        var finding = Assert.Single(judge.See("\"verb\":\"get\",\"user\":{\"username\":\"a\\u001b[31m\\nb\"},\"requestURI\":\"/x?token=1\""));

        Assert.DoesNotContain(finding.Summary, char.IsControl);
        Assert.DoesNotContain("token", finding.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Specialising_changes_the_cost_and_never_the_answer()
    {
        using var judge = new Judge(Judge.Rule("""
            a: {verb: [get, create], objectRef.subresource: null}
            b: {responseStatus.code|lt: 400, objectRef.name: web}
            c: {actor.kind: person, cde: 'true'}
            condition: (a or not b) and not (c and b) or 1 of b* and not a
            """));
        foreach (var verb in new[] { "get", "list" })
        foreach (var code in new[] { 200, 403 })
        foreach (var name in new[] { "web", "db" })
        foreach (var cde in new[] { false, true })
        {
            var a = verb == "get";
            var b = code < 400 && name == "web";
            var expected = ((a || !b) && !(cde && b)) || (b && !a);
            var seen = judge.See($$"""
                "verb":"{{verb}}","user":{"username":"sam"},"objectRef":{"resource":"pods","name":"{{name}}"},"responseStatus":{"code":{{code}}}
                """, inCde: cde, auditId: $"{verb}{code}{name}{cde}");

            Assert.Equal(expected, seen.Count == 1);
        }
    }

    [Fact]
    public void More_kinds_of_events_than_the_table_holds_are_judged_the_same()
    {
        using var judge = Judge.Of("userAgent|startswith: evil");
        for (var i = 0; i < 20_000; i++)
            Assert.Empty(judge.See($"\"verb\":\"get\",\"userAgent\":\"good{i}\"", auditId: $"a{i}"));

        Assert.Single(judge.See("\"verb\":\"get\",\"userAgent\":\"evil/1\"", auditId: "e1"));
        Assert.Single(judge.See($"\"verb\":\"get\",\"userAgent\":\"evil{new string('x', 5000)}\"", auditId: "e2"));
    }

    [Fact]
    public void Examples_are_run_and_a_wrong_one_is_named_with_its_line()
    {
        using var judge = new Judge(Judge.Rule("s: {verb: delete}\ncondition: s", """
            picket:
              mustMatch:
                - {verb: delete, objectRef: {resource: pods, name: x}}
                - {verb: get}
              mustNotMatch:
                - {verb: get, user: {}}
            """));

        var report = new RuleTester(json => AuditEventReader.TryRead(json, out var e, out var problem) ? (e, "") : (null, problem.Reason))
            .Run([judge.Folder]);

        Assert.False(report.Passed);
        var wrong = Assert.Single(report.Results, r => !r.Passed);
        Assert.Equal((8, true, "The example must match, but does not."), (wrong.Line, wrong.MustMatch, wrong.Message));
    }

    [Fact]
    public void Rules_of_ones_own_are_tested_with_the_lists_of_others_and_their_own_go_first()
    {
        using var shared = new Judge("lists: {verbs: [get], quiet: [list]}", Judge.Rule("s: {user.nam: broken}\ncondition: s"));
        using var own = new Judge("lists: {verbs: [delete]}", Judge.Rule("s: {verb|expand: ['%verbs%', '%quiet%']}\ncondition: s", """
            picket:
              mustMatch: [{verb: delete}, {verb: list}]
              mustNotMatch: [{verb: get}]
            """));

        var report = new RuleTester(json => AuditEventReader.TryRead(json, out var e, out var problem) ? (e, "") : (null, problem.Reason))
            .Run([own.Folder], [shared.Folder]);

        Assert.Empty(report.Problems);
        Assert.Equal(3, report.Results.Count(r => r.Passed));
        Assert.Equal("r", Assert.Single(report.Rules).Id.Value);
    }
}
