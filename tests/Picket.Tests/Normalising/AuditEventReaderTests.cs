using System.Text;
using CsCheck;
using Picket.Core;
using Picket.Pipeline.Normalising;
using Xunit;

namespace Picket.Tests.Normalising;

public sealed class AuditEventReaderTests
{
    [Fact]
    public void Every_field_with_a_column_is_read()
    {
        var json = SampleEvents.Event(",\"requestObject\":{\"kind\":\"Pod\"},\"authenticationMetadata\":{\"x\":1}");

        Assert.True(AuditEventReader.TryRead(Encoding.UTF8.GetBytes(json), out var e, out _));

        Assert.Equal((AuditLevel.RequestResponse, AuditStage.ResponseComplete), (e.Level, e.Stage));
        Assert.Equal(("create", "alice@example.org", ActorKind.Person), (e.Verb.Text(), e.UserName.Text(), e.Actor));
        Assert.Equal(("pods", "shop", "web-1"), (e.Resource.Text(), e.Namespace.Text(), e.Name.Text()));
        Assert.Equal(("203.0.113.7", 201, "allow"), (e.SourceAddress.Text(), e.StatusCode, e.Decision.Text()));
        Assert.Equal("""{"kind":"Pod"}""", e.RequestObject.Text());
        Assert.Equal("""{"authenticationMetadata":{"x":1}}""", e.Extra.Text());
        Assert.Equal(new DateTime(2026, 5, 4, 3, 0, 0, DateTimeKind.Utc).AddTicks(2345670), e.StageReceivedTime);
    }

    [Theory]
    [InlineData("", "PKT2001")]
    [InlineData("[]", "PKT2002")]
    [InlineData("{\"kind\":\"Event\",", "PKT2001")]
    [InlineData("{\"kind\":\"Pod\"}", "PKT2003")]
    [InlineData("{\"verb\":7}", "PKT2003")]
    [InlineData("{\"user\":[]}", "PKT2003")]
    [InlineData("{\"responseStatus\":{\"code\":\"200\"}}", "PKT2003")]
    [InlineData("{\"stageTimestamp\":\"yesterday\"}", "PKT2003")]
    [InlineData("{\"verb\":\"get\"}", "PKT2004")]
    [InlineData("{\"verb\":\"get\",\"verb\":\"delete\"}", "PKT2005")]
    [InlineData("{\"verb\":\"get\",\"\\u0076erb\":\"delete\"}", "PKT2005")]
    [InlineData("{\"user\":{\"username\":\"a\",\"username\":\"b\"}}", "PKT2005")]
    [InlineData("{\"x\":1,\"x\":2}", "PKT2005")]
    [InlineData("{\"verb\":\"\\ud800\"}", "PKT2006")]
    public void What_is_wrong_has_a_code(string json, string code)
    {
        Assert.False(AuditEventReader.TryRead(Encoding.UTF8.GetBytes(json), out _, out var problem));

        Assert.Equal(code, problem.Code);
    }

    [Fact]
    public void Invalid_utf8_is_told_by_its_place()
    {
        var bytes = Encoding.UTF8.GetBytes(SampleEvents.Event());
        bytes[30] = 0xFF;

        Assert.False(AuditEventReader.TryRead(bytes, out _, out var problem));

        Assert.Equal("PKT2006", problem.Code);
        Assert.Contains("byte 30", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_deeper_than_the_bound_is_refused()
    {
        var deep = new string('[', AuditEventReader.MaxDepth + 1) + new string(']', AuditEventReader.MaxDepth + 1);

        Assert.False(AuditEventReader.TryRead(Encoding.UTF8.GetBytes($"{{\"requestObject\":{deep}}}"), out _, out var problem));

        Assert.Equal("PKT2001", problem.Code);
    }

    [Fact]
    public void A_reason_never_quotes_the_entry()
    {
        Assert.False(AuditEventReader.TryRead("""{"verb":"get","user":{"username":hunter2}}"""u8.ToArray(), out _, out var problem));

        Assert.DoesNotContain("hunter", problem.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("system:serviceaccount:shop:web", ActorKind.ServiceAccount)]
    [InlineData("system:node:aks-1", ActorKind.Node)]
    [InlineData("system:kube-scheduler", ActorKind.System)]
    [InlineData("system:anonymous", ActorKind.Anonymous)]
    [InlineData("aksService", ActorKind.System)]
    [InlineData("bob@example.org", ActorKind.Person)]
    public void Actors_are_told_by_their_names(string user, ActorKind expected)
    {
        Assert.True(AuditEventReader.TryRead(Encoding.UTF8.GetBytes(SampleEvents.Event(user: user)), out var e, out _));

        Assert.Equal(expected, e.Actor);
    }

    [Theory]
    [InlineData("2026-05-04T03:02:01Z", 0)]
    [InlineData("2026-05-04T03:02:01.5Z", 5_000_000)]
    [InlineData("2026-05-04T03:02:01.123456789Z", 1_234_567)]
    [InlineData("2026-05-04T05:32:01.000000+02:30", 0)]
    [InlineData("2026-05-03t22:02:01-05:00", 0)]
    public void Times_are_read_as_go_writes_them(string text, long ticks)
    {
        Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var utc));

        Assert.Equal(new DateTime(2026, 5, 4, 3, 2, 1, DateTimeKind.Utc).AddTicks(ticks), utc);
    }

    [Theory]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-05-04 03:02:01Z")]
    [InlineData("2026-05-04T24:00:00Z")]
    [InlineData("2026-05-04T03:02:01.Z")]
    [InlineData("2026-05-04T03:02:01")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("2026-05-04T03:02:01Zulu")]
    public void Other_texts_are_no_times(string text) => Assert.False(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Any_time_that_go_can_write_is_read_back() =>
        Gen.DateTime.Sample(time =>
        {
            var utc = DateTime.SpecifyKind(time, DateTimeKind.Utc);
            var text = utc.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", System.Globalization.CultureInfo.InvariantCulture);

            Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var read));
            Assert.Equal(utc, read);
        });

    [Fact]
    public void Mutated_events_agree_with_the_dom_or_are_refused() => AuditEventOracle.Smoke(seed: 1, iterations: 20_000);
}
