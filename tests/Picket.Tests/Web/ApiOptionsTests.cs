using Picket.Web.Api;
using Xunit;

namespace Picket.Tests.Web;

/// <summary>What a server refuses to start with.</summary>
public sealed class ApiOptionsTests
{
    [Theory]
    [InlineData("127.0.0.1:8480", "127.0.0.1:8480", true)]
    [InlineData("localhost:0", "127.0.0.1:0", true)]
    [InlineData("[::1]:80", "[::1]:80", true)]
    [InlineData("*:80", "[::]:80", false)]
    [InlineData("0.0.0.0:80", "0.0.0.0:80", false)]
    [InlineData("10.0.0.5:65535", "10.0.0.5:65535", false)]
    public void An_address_is_read(string text, string shown, bool isLoopback)
    {
        Assert.True(ListenAddress.TryParse(text, out var address, out _));
        Assert.Equal((shown, isLoopback), (address.ToString(), address.IsLoopback));
    }

    [Theory]
    [InlineData("8480", "has no port")]
    [InlineData(":8480", "has no port")]
    [InlineData("127.0.0.1:", "is not a port")]
    [InlineData("127.0.0.1:65536", "is not a port")]
    [InlineData("127.0.0.1:-1", "is not a port")]
    [InlineData("example.com:80", "is not an IP address")]
    [InlineData("::1:80", "is not an IP address")]
    public void A_wrong_address_is_explained(string text, string part)
    {
        Assert.False(ListenAddress.TryParse(text, out _, out var problem));
        Assert.Contains(part, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_listens_beyond_loopback_without_a_token()
    {
        Assert.True(ListenAddress.TryParse("0.0.0.0:8480", out var open, out _));

        var problems = (ApiHost.Open with { Listen = [ListenAddress.Default, open] }).Check();

        Assert.Equal("PKT7101", Assert.Single(problems).Code);
        Assert.Empty((ApiHost.Guarded with { Listen = [open] }).Check());
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var options = ApiHost.Open with { AccessToken = "short", WebhookToken = "short", WebhookCertificates = ["zz"] };

        Assert.Equal(["PKT7102", "PKT7102", "PKT7103"], options.Check().Select(p => p.Code));
    }

    [Fact]
    public void Options_do_not_show_their_tokens() =>
        Assert.DoesNotContain("0123456789abcdef", ApiHost.Guarded.ToString(), StringComparison.Ordinal);
}
