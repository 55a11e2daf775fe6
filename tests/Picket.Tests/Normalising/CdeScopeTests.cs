using Picket.Core;
using Picket.Pipeline.Normalising.Scope;
using Xunit;

namespace Picket.Tests.Normalising;

public sealed class CdeScopeTests
{
    [Theory]
    [InlineData("shop", true)]
    [InlineData("sh*", true)]
    [InlineData("payments", false)]
    public void A_namespace_is_in_scope_by_name(string pattern, bool expected) =>
        Assert.Equal(expected, IsInCde(new() { Namespaces = [pattern] }, SampleEvents.Event()));

    [Theory]
    [InlineData("prod", true)]
    [InlineData("test", false)]
    public void A_cluster_is_in_scope_as_a_whole(string cluster, bool expected) =>
        Assert.Equal(expected, IsInCde(new() { Clusters = [cluster] }, SampleEvents.Event()));

    [Theory]
    [InlineData("pci-scope=cde", true)]
    [InlineData("pci-scope in (connected, cde)", true)]
    [InlineData("pci-scope", true)]
    [InlineData("pci-scope=cde,team=cards", false)]
    [InlineData("pci-scope=out", false)]
    public void An_object_is_in_scope_by_its_labels(string selector, bool expected) =>
        Assert.Equal(expected, IsInCde(
            new() { Labels = [selector] },
            SampleEvents.Event(",\"requestObject\":{\"metadata\":{\"labels\":{\"pci-scope\":\"cde\"}}}")));

    [Fact]
    public void Labels_elsewhere_in_an_object_do_not_count() =>
        Assert.False(IsInCde(
            new() { Labels = ["pci-scope=cde"] },
            SampleEvents.Event(",\"requestObject\":{\"spec\":{\"metadata\":{\"labels\":{\"pci-scope\":\"cde\"}}}}")));

    [Fact]
    public void Labels_of_a_namespace_are_learnt_and_survive_a_restart()
    {
        var scope = Create(new() { Labels = ["pci-scope=cde"] });
        Assert.False(Judge(scope, SampleEvents.Event()));

        Judge(scope, Namespace(",\"requestObject\":{\"metadata\":{\"name\":\"shop\",\"labels\":{\"pci-scope\":\"cde\"}}}"));

        Assert.True(Judge(scope, SampleEvents.Event()));
        var saved = scope.TakeChanges();
        Assert.Null(scope.TakeChanges());
        var restarted = Create(new() { Labels = ["pci-scope=cde"] });
        Assert.True(restarted.TryRestore(saved!));
        Assert.True(Judge(restarted, SampleEvents.Event()));
    }

    [Fact]
    public void A_refused_request_teaches_nothing()
    {
        var scope = Create(new() { Labels = ["pci-scope=cde"] });

        Judge(scope, Namespace(",\"requestObject\":{\"metadata\":{\"name\":\"shop\",\"labels\":{\"pci-scope\":\"cde\"}}}")
            .Replace("\"code\":201", "\"code\":403", StringComparison.Ordinal));

        Assert.False(Judge(scope, SampleEvents.Event()));
    }

    [Fact]
    public void A_list_of_namespaces_teaches_all_of_them()
    {
        var scope = Create(new() { Labels = ["pci-scope=cde"] });

        Judge(scope, Namespace(
            ",\"responseObject\":{\"items\":[{\"metadata\":{\"name\":\"x\"}},{\"metadata\":{\"name\":\"shop\",\"labels\":{\"pci-scope\":\"cde\"}}}]}"));

        Assert.True(Judge(scope, SampleEvents.Event()));
    }

    [Fact]
    public void Taking_the_label_away_takes_the_namespace_out()
    {
        var scope = Create(new() { Labels = ["pci-scope=cde"] });
        Judge(scope, Namespace(",\"requestObject\":{\"metadata\":{\"name\":\"shop\",\"labels\":{\"pci-scope\":\"cde\"}}}"));

        Judge(scope, Namespace(",\"responseObject\":{\"metadata\":{\"name\":\"shop\",\"labels\":{}}}"));

        Assert.False(Judge(scope, SampleEvents.Event()));
    }

    [Fact]
    public void All_selectors_that_cannot_be_read_are_told()
    {
        Assert.False(CdeScope.TryCreate(new() { Labels = ["a=b", "=x", "a in ()"] }, out _, out var problems));

        Assert.Equal(2, problems.Count);
        Assert.All(problems, p => Assert.StartsWith("PKT2101", p, StringComparison.Ordinal));
    }

    private static string Namespace(string body) => SampleEvents.Event(body, resource: "namespaces");

    private static CdeScope Create(CdeScopeOptions options)
    {
        Assert.True(CdeScope.TryCreate(options, out var scope, out _));
        return scope;
    }

    private static bool IsInCde(CdeScopeOptions options, string json) => Judge(Create(options), json);

    private static bool Judge(CdeScope scope, string json)
    {
        using var batch = SampleEvents.Normalise(json, scope);
        return Assert.Single(batch.Events).IsInCde;
    }
}
