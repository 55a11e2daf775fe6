using Xunit;

namespace Picket.Tests.Detecting;

public sealed class SelectionTests
{
    [Theory]
    [InlineData("verb: create", true)]
    [InlineData("verb: CREATE", true)]
    [InlineData("verb|cased: CREATE", false)]
    [InlineData("verb: [get, create]", true)]
    [InlineData("verb: [get, list]", false)]
    [InlineData("verb: cr*", true)]
    [InlineData("verb: c?eate", true)]
    [InlineData("verb: c?ate", false)]
    [InlineData("verb|contains: EAT", true)]
    [InlineData("verb|startswith: cre", true)]
    [InlineData("verb|endswith: cre", false)]
    [InlineData("verb|contains|all: [cre, ate]", true)]
    [InlineData("verb|contains|all: [cre, xxx]", false)]
    [InlineData("verb|re: '^c.*e$'", true)]
    [InlineData("verb|re: '^C.*E$'", false)]
    [InlineData("verb|re|i: '^C.*E$'", true)]
    [InlineData("verb|neq: get", true)]
    [InlineData("verb|neq: create", false)]
    [InlineData("objectRef.subresource: null", true)]
    [InlineData("objectRef.subresource: ''", true)]
    [InlineData("objectRef.subresource: [null, exec]", true)]
    [InlineData("objectRef.subresource: exec", false)]
    [InlineData("objectRef.name|exists: true", true)]
    [InlineData("objectRef.name|exists: false", false)]
    [InlineData("responseStatus.code: 201", true)]
    [InlineData("responseStatus.code|lt: 400", true)]
    [InlineData("responseStatus.code|gte: 201", true)]
    [InlineData("responseStatus.code|gt: 201", false)]
    [InlineData("sourceIPs|cidr: 10.0.0.0/8", true)]
    [InlineData("sourceIPs|cidr: 172.16.0.0/12", false)]
    [InlineData("source.address|cidr: [10.0.0.0/8, 'fc00::/7']", false)]
    [InlineData("sourceIPs: 10.1.2.3", true)]
    [InlineData("user.groups: system:masters", true)]
    [InlineData("objectRef.name|fieldref: user.username", true)]
    [InlineData("objectRef.namespace|fieldref: user.username", false)]
    [InlineData("objectRef.namespace|fieldref|neq: user.username", true)]
    [InlineData("annotations.example.com/key.x: v", true)]
    [InlineData("actor.kind: person", true)]
    [InlineData("cde: 'false'", true)]
    [InlineData("requestObject.data|base64: hi", false)]
    [InlineData("requestObject.data.token|base64: hi", true)]
    public void A_selection_matches_as_Sigma_says(string selection, bool expected)
    {
        using var judge = Judge.Of(selection);

        Assert.Empty(judge.Problems);
        Assert.Equal(expected, judge.Matches("""
            "verb":"create","user":{"username":"sam","groups":["a","system:masters"]},"sourceIPs":["203.0.113.9","10.1.2.3"],
            "objectRef":{"resource":"secrets","name":"sam","namespace":"shop"},"responseStatus":{"code":201},
            "annotations":{"example.com/key.x":"v"},"requestObject":{"data":{"token":"aGk="}}
            """));
    }

    [Theory]
    [InlineData(@"a\*b", "a*b", true)]
    [InlineData(@"a\*b", "axb", false)]
    [InlineData(@"a\?b", "a?b", true)]
    [InlineData(@"a\?b", "axb", false)]
    [InlineData(@"c:\win", @"c:\win", true)]
    [InlineData(@"c:\\win", @"c:\win", true)]
    [InlineData(@"c:\\*", @"c:\win", true)]
    [InlineData(@"a\\\*", @"a\*", true)]
    [InlineData("*b*d*", "abcde", true)]
    [InlineData("*b*b*", "abcde", false)]
    [InlineData("*", "anything", true)]
    [InlineData("caf?", "café", true)]
    [InlineData("CAFÉ", "café", true)]
    [InlineData("*É*", "cafés", true)]
    [InlineData("*aab", "aaab", true)]
    public void Wildcards_and_escapes_are_read_as_Sigma_writes_them(string pattern, string value, bool expected)
    {
        using var judge = Judge.Of($"objectRef.name: '{pattern}'");
        var json = System.Text.Json.JsonSerializer.Serialize(value);

        Assert.Equal(expected, judge.Matches($$"""
            "verb":"get","objectRef":{"resource":"pods","name":{{json}}}
            """));
    }

    [Theory]
    [InlineData("requestObject.spec.containers[].securityContext.privileged: true", true)]
    [InlineData("requestObject.spec.containers.securityContext.privileged: true", true)]
    [InlineData("podSpec.allContainers.securityContext.privileged: true", true)]
    [InlineData("podSpec.hostPID: true", false)]
    [InlineData("podSpec.allContainers.image|neq: good/*", true)]
    [InlineData("podSpec.allContainers.image: good/*", true)]
    [InlineData("object.metadata.labels.app.kubernetes.io/name: shop", true)]
    [InlineData("object.metadata.labels.*: shop", true)]
    [InlineData("podSpec.volumes|exists: true", false)]
    [InlineData("podSpec.containers|exists: true", true)]
    public void Deep_paths_see_through_arrays(string selection, bool expected)
    {
        using var judge = Judge.Of(selection);

        Assert.Equal(expected, judge.Matches("""
            "verb":"create","objectRef":{"resource":"pods","name":"x"},"requestObject":{"metadata":{"labels":{"app.kubernetes.io/name":"shop"}},
            "spec":{"containers":[{"image":"good/a"},{"image":"bad/b","securityContext":{"privileged":true}}],"initContainers":[]}}
            """));
    }

    [Theory]
    [InlineData("deployments", """{"spec":{"template":{"spec":{"hostPID":true}}}}""")]
    [InlineData("daemonsets", """{"spec":{"template":{"spec":{"hostPID":true}}}}""")]
    [InlineData("cronjobs", """{"spec":{"jobTemplate":{"spec":{"template":{"spec":{"hostPID":true}}}}}}""")]
    [InlineData("podtemplates", """{"template":{"spec":{"hostPID":true}}}""")]
    [InlineData("rollouts", """{"spec":{"template":{"spec":{"hostPID":true}}}}""")]
    [InlineData("pods", """{"spec":{"hostPID":true}}""")]
    [InlineData("pods", """{"sp\u0065c":{"host\u0050ID":true}}""")]
    public void The_pod_spec_is_found_in_every_workload(string resource, string body)
    {
        using var judge = Judge.Of("podSpec.hostPID: true");

        Assert.True(judge.Matches($$"""
            "verb":"create","objectRef":{"resource":"{{resource}}","name":"x"},"requestObject":{{body}}
            """));
    }

    [Fact]
    public void A_json_patch_is_judged_by_the_object_it_made()
    {
        using var judge = Judge.Of("podSpec.hostPID: true");

        Assert.True(judge.Matches("""
            "verb":"patch","objectRef":{"resource":"deployments","name":"x"},
            "requestObject":[{"op":"add","path":"/spec/template/spec/hostPID","value":true}],
            "responseObject":{"spec":{"template":{"spec":{"hostPID":true}}}}
            """));
    }

    [Fact]
    public void A_body_left_out_for_its_size_is_judged_by_the_response()
    {
        using var judge = Judge.Of("podSpec.hostPID: true");

        Assert.True(judge.Matches("""
            "verb":"create","objectRef":{"resource":"pods","name":"x"},"requestObject":"skipped-too-big-size-object",
            "responseObject":{"spec":{"hostPID":true}}
            """));
    }

    [Fact]
    public void The_command_of_an_exec_is_decoded_and_joined()
    {
        using var judge = Judge.Of("exec.command: 'sh -c id; env'");

        Assert.True(judge.Matches("""
            "verb":"get","requestURI":"/api/v1/namespaces/a/pods/p/exec?command=sh&command=-c&command=id%3B+env&tty=true",
            "objectRef":{"resource":"pods","subresource":"exec","name":"p"}
            """));
    }

    [Theory]
    [InlineData("rbac.grants: '\\*:\\*/\\*'", true)]
    [InlineData("rbac.grants: 'get:/secrets'", true)]
    [InlineData("rbac.grants: '\\*:/secrets'", false)]
    public void A_grant_joins_verb_and_resource_of_one_rule_only(string selection, bool expected)
    {
        using var judge = Judge.Of(selection);

        Assert.Equal(expected, judge.Matches("""
            "verb":"create","objectRef":{"resource":"clusterroles","name":"x"},
            "requestObject":{"rules":[{"verbs":["get"],"apiGroups":[""],"resources":["secrets"]},{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}]}
            """));
    }

    [Theory]
    [InlineData("""{"rules":[{"verbs":["\u002a"],"apiGroups":["\u002a"],"resources":["\u002a"]}]}""")]
    [InlineData("""{"\u0072ules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}]}""")]
    [InlineData("""{"rules":[],"rules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}]}""")]
    [InlineData("""{"rules":[{"verbs":["get"],"resources":["pods"]},7,{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}]}""")]
    public void A_grant_cannot_be_hidden_by_how_the_patch_is_written(string patch)
    {
        using var judge = Judge.Of("rbac.grants: '\\*:\\*/\\*'");

        Assert.True(judge.Matches("\"verb\":\"patch\",\"objectRef\":{\"resource\":\"clusterroles\",\"name\":\"x\"},\"requestObject\":" + patch));
    }

    [Fact]
    public void A_role_with_more_grants_than_any_honest_one_matches_in_bounded_time()
    {
        var names = string.Join(',', Enumerable.Range(0, 40).Select(i => $"\"n{i}\""));
        var rules = string.Join(',', Enumerable.Repeat($"{{\"verbs\":[{names}],\"apiGroups\":[{names}],\"resources\":[{names}]}}", 500));
        using var judge = Judge.Of("rbac.grants: 'get:/nothing'");

        Assert.True(judge.Matches($"\"verb\":\"create\",\"objectRef\":{{\"resource\":\"clusterroles\"}},\"requestObject\":{{\"rules\":[{rules}]}}"));
    }

    [Fact]
    public void Of_a_spec_that_stands_twice_in_a_patch_the_last_is_judged()
    {
        using var judge = Judge.Of("podSpec.hostPID: true");

        Assert.True(judge.Matches("""
            "verb":"patch","objectRef":{"resource":"deployments","name":"x"},
            "requestObject":{"spec":{"template":{"spec":{}}},"spec":{"template":{"spec":{"hostPID":true}}}}
            """));
    }

    [Fact]
    public void A_lone_surrogate_in_a_body_neither_fails_nor_hides_anything()
    {
        using var judge = Judge.Of("requestObject.spec.hostPID: true\nrequestObject.spec.x|contains: bad");

        Assert.True(judge.Matches("""
            "verb":"patch","objectRef":{"resource":"pods","name":"x"},"requestObject":{"\ud800":1,"spec":{"x":"\ud800bad","hostPID":true}}
            """));
        Assert.Equal(0, judge.Detector.Failures);
    }

    [Fact]
    public void Keywords_match_anywhere_in_the_event()
    {
        using var judge = new Judge(Judge.Rule("words: [nothing, XMRig]\ncondition: words"));

        Assert.True(judge.Matches("\"verb\":\"create\",\"requestObject\":{\"a\":[{\"b\":\"run xmrig now\"}]}"));
        Assert.False(judge.Matches("\"verb\":\"create\",\"requestObject\":{\"a\":1}"));
    }
}
