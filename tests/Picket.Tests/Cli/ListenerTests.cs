using Picket.Serving;
using Xunit;

namespace Picket.Tests.Cli;

public sealed class ListenerTests
{
    [Theory]
    [InlineData("https://0.0.0.0:8480", "https://127.0.0.1:8480/")]
    [InlineData("http://[::]:8480", "http://[::1]:8480/")]
    [InlineData("http://127.0.0.1:8480", "http://127.0.0.1:8480/")]
    [InlineData("http://10.0.0.9:8480", "http://10.0.0.9:8480/")]
    public void Programs_on_this_machine_reach_a_server_that_listens_everywhere_on_loopback(string listening, string reached) =>
        Assert.Equal(new Uri(reached), Listener.Local(new(listening)));
}
