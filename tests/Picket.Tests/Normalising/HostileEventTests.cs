using System.Text.Json;
using static Picket.Tests.Normalising.SampleEvents;

namespace Picket.Tests.Normalising;

/// <summary>What somebody may write into a request on purpose: the API server records the bytes of a patch as they came.</summary>
public sealed class HostileEventTests
{
    private const string HalfPair = "\\ud800";

    [Theory]
    [InlineData($$$"""{"kind":"{{{HalfPair}}}{{{HalfPair}}}"}""")]
    [InlineData($$$"""{"kind":"EventList","{{{HalfPair}}}":1,"items":[1]}""")]
    public void Half_a_surrogate_pair_in_an_envelope_goes_to_quarantine(string entry)
    {
        using var batch = SampleEvents.Normalise(entry);

        Assert.Empty(batch.Events);
        Assert.Single(batch.Quarantined);
    }

    [Theory]
    [InlineData($$$"""{"{{{HalfPair}}}":"x","data":{"password":"aHVzaA=="}}""")]
    [InlineData($$$"""{"data":{"{{{HalfPair}}}":"aHVzaA=="}}""")]
    [InlineData($$$"""{"metadata":{"labels":{"pci-scope":"{{{HalfPair}}}"}},"data":{"p":"aHVzaA=="}}""")]
    public void Half_a_surrogate_pair_in_a_patch_of_a_secret_hides_neither_the_event_nor_shows_the_secret(string patch)
    {
        using var batch = SampleEvents.Normalise(Event($",\"requestObject\":{patch}", resource: "secrets", verb: "patch"));

        var e = Assert.Single(batch.Events);
        Assert.DoesNotContain("aHVzaA==", e.Raw.Text(), StringComparison.Ordinal);
        Assert.Contains("redacted", e.RequestObject.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("\\ud8", e.Raw.Text(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("\\ud83d\\ude00")]
    [InlineData("\\\\ud800")]
    [InlineData("\\u00e4\\\\\\u0041")]
    public void Escapes_that_are_text_stay_as_they_came(string text)
    {
        using var batch = SampleEvents.Normalise(Event(Body(text)));

        Assert.Equal(Object(text), Assert.Single(batch.Events).RequestObject.Text());
    }

    [Theory]
    [InlineData("\\udc00\\ud800", "\\ufffd\\ufffd")]
    [InlineData("\\uD800\\u0041", "\\ufffd\\u0041")]
    [InlineData("\\ud800\\ud83d\\ude00", "\\ufffd\\ud83d\\ude00")]
    public void Halves_of_surrogate_pairs_become_the_replacement_character(string text, string kept)
    {
        using var batch = SampleEvents.Normalise(Event(Body(text)));

        Assert.Equal(Object(kept), Assert.Single(batch.Events).RequestObject.Text());
    }

    [Fact]
    public void Half_a_surrogate_pair_within_a_diagnostic_record_is_mended_too()
    {
        var log = JsonSerializer.Serialize(Event($$$""","requestObject":{"{{{HalfPair}}}":1,"data":{"p":"aHVzaA=="}}""", resource: "secrets"));

        using var batch = SampleEvents.Normalise($$$"""{"category":"kube-audit","properties":{"log":{{{log}}}}}""");

        Assert.DoesNotContain("aHVzaA==", Assert.Single(batch.Events).Raw.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:01Z")]
    public void A_time_at_the_edge_of_the_calendar_goes_to_quarantine(string time)
    {
        using var batch = SampleEvents.Normalise(
            Event().Replace("2026-05-04T03:00:00.123456Z", time, StringComparison.Ordinal).Replace("2026-05-04T03:00:00.234567Z", time, StringComparison.Ordinal));

        Assert.Empty(batch.Events);
        Assert.Contains("1970 to 2999", Assert.Single(batch.Quarantined).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_card_numbers_under_a_very_long_name_cost_no_more_memory_than_the_event()
    {
        var cards = string.Join(',', Enumerable.Repeat("\"4111111111111111\"", 5_000));
        var before = GC.GetAllocatedBytesForCurrentThread();

        using var batch = SampleEvents.Normalise(Event($",\"requestObject\":{{\"{new string('k', 200_000)}\":[{cards}]}}"));

        Assert.DoesNotContain("4111111111111111", Assert.Single(batch.Events).Raw.Text(), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L << 20);
    }

    [Fact]
    public void A_card_number_in_the_name_of_a_pod_of_a_diagnostic_record_is_masked()
    {
        using var batch = SampleEvents.Normalise(
            """{"category":"kube-scheduler","properties":{"log":"hello","pod":"pod 4111111111111111"}}""");

        Assert.Equal("pod 411111******1111", Assert.Single(batch.ControlPlane).PodName);
    }

    private static string Body(string text) => $",\"requestObject\":{Object(text)}";

    private static string Object(string text) => $"{{\"a\":\"{text}\"}}";
}
