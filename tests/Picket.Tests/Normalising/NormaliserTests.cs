using System.Text;
using System.Text.Json;
using CsCheck;
using Picket.Core;
using Picket.Pipeline.Normalising;
using Picket.Pipeline.Normalising.Scope;
using Xunit;
using static Picket.Tests.Normalising.SampleEvents;

namespace Picket.Tests.Normalising;

public sealed class NormaliserTests
{
    [Fact]
    public void A_bare_event_takes_the_clusters_name_from_its_source()
    {
        using var batch = SampleEvents.Normalise(Event());

        var e = Assert.Single(batch.Events);
        Assert.Equal(("prod", "", Now.UtcDateTime), (e.Cluster, e.PodName, e.ReceivedTime));
        Assert.Equal(1, batch.EventsRead);
    }

    [Theory]
    [InlineData("""{{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{{}},"items":[{0},{0}]}}""")]
    [InlineData("""{{"items":[{0}, {0}],"kind":"EventList"}}""")]
    [InlineData("[{0},{0}]")]
    [InlineData("\uFEFF  [{0},{0}]\r\n")]
    public void A_list_gives_each_of_its_items(string list)
    {
        using var batch = SampleEvents.Normalise(list.Replace("{{", "{").Replace("}}", "}").Replace("{0}", Event()));

        Assert.Equal(2, batch.Events.Count);
        Assert.Empty(batch.Quarantined);
    }

    [Fact]
    public void A_malformed_item_of_a_list_goes_to_quarantine_alone()
    {
        using var batch = SampleEvents.Normalise($$"""{"kind":"EventList","items":[{"kind":"Pod"},{{Event()}}]}""");

        Assert.Single(batch.Events);
        var quarantined = Assert.Single(batch.Quarantined);
        Assert.Equal(("PKT2003", "audit.log", 7L), (quarantined.Code, quarantined.Origin, quarantined.Line));
        Assert.Equal("""{"kind":"Pod"}""", quarantined.Raw.Text());
    }

    [Fact]
    public void A_list_that_breaks_off_keeps_what_stands_before_the_break()
    {
        using var batch = SampleEvents.Normalise($$"""{"kind":"EventList","items":[{{Event()}},{"kind":"Event","au""");

        Assert.Single(batch.Events);
        Assert.Equal("PKT2001", Assert.Single(batch.Quarantined).Code);
    }

    [Fact]
    public void A_diagnostic_record_names_its_cluster_and_pod_in_whatever_order_its_fields_stand()
    {
        var log = JsonSerializer.Serialize(Event() + "\n");
        using var batch = SampleEvents.Normalise(
            $$$"""{"records":[{"time":"2026-05-04T03:00:01Z","properties":{"pod":"kube-apiserver-1","log":{{{log}}},"stream":"stdout"},"category":"kube-audit-admin","resourceId":"/SUBSCRIPTIONS/X/MANAGEDCLUSTERS/SHOP"}]}""");

        var e = Assert.Single(batch.Events);
        Assert.Equal(("/SUBSCRIPTIONS/X/MANAGEDCLUSTERS/SHOP", "kube-apiserver-1"), (e.Cluster, e.PodName));
        Assert.Equal(Event(), e.Raw.Text());
    }

    [Theory]
    [InlineData("E0504 03:00:01.123456       1 leaderelection.go:330] error retrieving lock", "ERROR")]
    [InlineData("I0504 03:00:01.123456       1 x.go:1] fine", "INFO")]
    [InlineData("W0504 03:00:01.123456       1 x.go:1] hm", "WARNING")]
    [InlineData("F0504 03:00:01.123456       1 x.go:1] gone", "FATAL")]
    [InlineData("Error: no klog header", "")]
    public void Klog_text_of_other_categories_becomes_a_control_plane_line(string text, string level)
    {
        using var batch = SampleEvents.Normalise(
            $$$"""{"category":"kube-scheduler","time":"2026-05-04T03:00:01.5Z","resourceId":"/C","properties":{"log":"{{{text}}}\n","stream":"stderr","pod":"kube-scheduler-1"}}""");

        var line = Assert.Single(batch.ControlPlane);
        var time = new DateTime(2026, 5, 4, 3, 0, 1, 500, DateTimeKind.Utc);
        Assert.Equal(new ControlPlaneLine(time, "kube-scheduler", level, text, "kube-scheduler-1", "stderr", "/C"), line);
    }

    [Theory]
    [InlineData("""{"category":"kube-audit","properties":{"pod":"x"}}""", "PKT2007")]
    [InlineData("""{"category":"kube-audit","properties":"text"}""", "PKT2003")]
    [InlineData("""{"category":"kube-audit","properties":{"log":"not json"}}""", "PKT2001")]
    [InlineData("""{"records":7}""", "PKT2008")]
    public void A_record_that_cannot_be_understood_is_quarantined(string record, string code)
    {
        using var batch = SampleEvents.Normalise(record);

        Assert.Equal(code, Assert.Single(batch.Quarantined).Code);
        Assert.Equal(record, batch.Quarantined[0].Raw.Text());
    }

    [Fact]
    public void A_card_number_in_an_event_is_masked_and_raises_a_finding_without_it()
    {
        using var batch = SampleEvents.Normalise(
            Event(",\"requestObject\":{\"metadata\":{\"annotations\":{\"note\":\"pan 4111 1111 1111 1111\"}},\"spec\":{\"n\":5555555555554444}}"));

        var finding = Assert.Single(batch.Findings);
        Assert.Equal(("picket-pan-in-log", Severity.High), (finding.Rule.Value, finding.Severity));
        Assert.Contains("'requestObject.metadata.annotations.note', 'requestObject.spec.n'", finding.Summary, StringComparison.Ordinal);
        Assert.Equal("0b5c1f7e-0000-4000-8000-000000000001", finding.AuditId);
        var stored = batch.Events[0].Raw.Text() + finding;
        Assert.DoesNotContain("1111 1111 1111", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("5555555555554444", stored, StringComparison.Ordinal);
        Assert.Contains("\"n\":\"555555******4444\"", batch.Events[0].RequestObject.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Card_numbers_in_names_and_uris_reach_no_field_of_event_or_finding()
    {
        using var batch = SampleEvents.Normalise(Event().Replace("web-1", "4111111111111111", StringComparison.Ordinal)
            .Replace("/pods\"", "/pods?q=4111%201111%201111%201111\"", StringComparison.Ordinal));

        var e = batch.Events[0];
        Assert.Equal("411111******1111", e.Name.Text());
        Assert.EndsWith("?q=4111%2011**%20****%201111", e.RequestUri.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("4111111111111111", batch.Findings[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Card_numbers_in_lines_and_in_quarantine_are_masked_too()
    {
        using var line = SampleEvents.Normalise("""{"category":"guard","properties":{"log":"pan=4111111111111111"}}""");
        using var broken = SampleEvents.Normalise("not json 4111111111111111");

        Assert.Equal("pan=411111******1111", line.ControlPlane[0].Message);
        Assert.Equal("not json 411111******1111", broken.Quarantined[0].Raw.Text());
        Assert.Single(line.Findings);
        Assert.Single(broken.Findings);
    }

    [Fact]
    public void Track_data_is_masked_whole_and_named_in_the_finding()
    {
        using var batch = SampleEvents.Normalise("""{"category":"guard","properties":{"log":";4111111111111111=29121011234567?"}}""");

        Assert.Equal(";411111******1111=**************?", batch.ControlPlane[0].Message);
        Assert.Contains("3.3.1.1", batch.Findings[0].Pci);
        Assert.Contains("magnetic track data", batch.Findings[0].Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Quarantine_keeps_a_bounded_piece_and_the_true_length()
    {
        using var batch = SampleEvents.Normalise(new string('x', 200_000));

        var kept = Assert.Single(batch.Quarantined);
        Assert.Equal((QuarantinedEntry.MaxRawBytes, 200_000L), (kept.Raw.Length, kept.Length));
    }

    [Fact]
    public void Values_of_secrets_are_not_kept()
    {
        using var batch = SampleEvents.Normalise(Event(
            ",\"requestObject\":{\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\",\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":\"{hunter2}\"}},\"data\":{\"password\":\"hunter2\"},\"type\":\"Opaque\"},\"responseObject\":{\"items\":[{\"stringData\":{\"a\":\"hunter2\"}}]}",
            resource: "secrets"));

        var e = Assert.Single(batch.Events);
        Assert.DoesNotContain("hunter2", e.Raw.Text(), StringComparison.Ordinal);
        Assert.Contains("\"data\":{\"password\":\"redacted\"},\"type\":\"Opaque\"", e.RequestObject.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokenreviews", ",\"requestObject\":{\"spec\":{\"token\":\"hunter2\"}}")]
    [InlineData("serviceaccounts\",\"subresource\":\"token", ",\"responseObject\":{\"status\":{\"token\":\"hunter2\",\"expirationTimestamp\":\"x\"}}")]
    [InlineData("secrets", ",\"requestObject\":[{\"op\":\"replace\",\"path\":\"/data/p\",\"value\":\"hunter2\"}]")]
    public void Tokens_and_patches_of_secrets_are_not_kept(string resource, string body)
    {
        using var batch = SampleEvents.Normalise(Event(body, resource: resource));

        Assert.DoesNotContain("hunter2", Assert.Single(batch.Events).Raw.Text(), StringComparison.Ordinal);
        Assert.Contains("\"redacted\"", batch.Events[0].Raw.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_values_of_a_broken_event_do_not_reach_quarantine()
    {
        var json = Event(",\"requestObject\":{\"data\":{\"p\":\"hunter2\"}}", resource: "secrets");
        using var batch = SampleEvents.Normalise(json[..^20]);

        Assert.DoesNotContain("hunter2", Assert.Single(batch.Quarantined).Raw.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_entries_are_nothing()
    {
        using var batch = SampleEvents.Normalise(" \r\n");

        Assert.Empty(batch.Quarantined);
        Assert.Empty(batch.Events);
    }

    [Fact]
    public void Any_bytes_become_something_and_never_throw() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            using var batch = SampleEvents.Normalise([.. "{\"records\":["u8, .. bytes]);
            Assert.True(batch.Quarantined.Count > 0 || batch.ControlPlane.Count > 0);
        }, iter: 10_000);
}
