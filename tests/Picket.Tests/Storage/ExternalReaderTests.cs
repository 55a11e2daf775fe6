using System.Net;
using System.Text;
using Picket.Kql;
using Picket.Storage.DuckDb;
using Picket.Storage.External;

namespace Picket.Tests.Storage;

/// <summary>What <c>externaldata</c> may read, and what it makes of it.</summary>
public sealed class ExternalReaderTests : IDisposable
{
    private static readonly KqlColumn[] Columns = [new("Name", KqlType.String), new("Port", KqlType.Long), new("When", KqlType.DateTime)];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("picket-external-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_of_an_allowed_folder_gives_typed_rows()
    {
        var file = Put("lists/a.csv", "Name,Port,When\n\"x, y\",443,2026-01-31\nz,none,\n");

        var rows = Reader(new() { Folders = [_folder.FullName] }).Read(Data([file], ("ignoreFirstRecord", "true")), Token).ToList();

        Assert.Equal(["x, y", 443L, new DateTime(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc)], rows[0]);
        Assert.Equal(["z", null, null], rows[1]);
    }

    [Fact]
    public void Json_is_read_line_by_line_and_as_an_array()
    {
        var file = Put("a.json", "{\"Name\":\"a\",\"Port\":1}\n{\"Port\":\"2\"}\n[{\"Name\":\"c\"}]");

        var rows = Reader(new() { Folders = [_folder.FullName] }).Read(Data([file]), Token).ToList();

        Assert.Equal(["a", "", "c"], rows.Select(r => r[0]));
        Assert.Equal([1L, 2L, null], rows.Select(r => r[1]));
    }

    [Fact]
    public void Nothing_is_read_where_nothing_is_allowed()
    {
        var file = Put("a.csv", "x");

        Assert.Contains("query.externalData.folders", Refusal(new(), file), StringComparison.Ordinal);
        Assert.Contains("query.externalData.hosts", Refusal(new(), "https://lists.example.org/a.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_way_leads_out_of_an_allowed_folder()
    {
        var outside = Put("outside/secret.csv", "x");
        var inside = Path.GetDirectoryName(Put("inside/a.csv", "x"))!;
        File.CreateSymbolicLink(Path.Combine(inside, "link.csv"), outside);
        Directory.CreateSymbolicLink(Path.Combine(inside, "dir"), Path.GetDirectoryName(outside)!);
        File.CreateSymbolicLink(Path.Combine(inside, "twice.csv"), Path.Combine(inside, "dir", "secret.csv"));
        File.CreateSymbolicLink(Path.Combine(inside, "round.csv"), Path.Combine(inside, "round.csv"));
        var options = new ExternalDataOptions { Folders = [inside] };

        foreach (var path in new[] { outside, "../outside/secret.csv", Path.Combine(inside, "link.csv"), Path.Combine(inside, "twice.csv"), Path.Combine(inside, "dir", "secret.csv"), $"file://{outside}", inside + "2/a.csv" })
            Assert.Contains("query.externalData.folders", Refusal(options, path), StringComparison.Ordinal);
        Assert.Contains("too many links", Refusal(options, Path.Combine(inside, "round.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://lists.example.org/a.csv", "by HTTPS")]
    [InlineData("https://lists.example.org:8443/a.csv", "may not read")]
    [InlineData("https://lists.example.org.evil.example/a.csv", "may not read")]
    [InlineData("https://me:secret@lists.example.org/a.csv", "no user name")]
    [InlineData("https://lists.example.org/away", "'evil.example'")]
    [InlineData("https://lists.example.org/round", "more than 5 times")]
    [InlineData("https://lists.example.org/large", "larger than 1KiB")]
    [InlineData("https://lists.example.org/missing", "answered 404")]
    public void A_host_gives_only_what_is_allowed_of_it(string address, string problem)
    {
        var options = new ExternalDataOptions { Hosts = ["lists.example.org"], MaxBytes = 1024 };

        var message = Refusal(options, address);

        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_allowed_host_is_read_through_its_own_redirects()
    {
        var rows = Reader(new() { Hosts = ["lists.example.org"] }).Read(Data(["https://lists.example.org/moved;secret-key"]), Token).ToList();

        Assert.Equal("ok", Assert.Single(rows)[0]);
    }

    private static ExternalData Data(IReadOnlyList<string> addresses, params (string Name, string Value)[] options) =>
        new(Columns, addresses, options.ToDictionary(o => o.Name, o => o.Value));

    private static ExternalReader Reader(ExternalDataOptions options) => new(options, () => new Web());

    private static string Refusal(ExternalDataOptions options, string address)
    {
        var exception = Assert.Throws<KqlRunException>(() => Reader(options).Read(Data([address]), Token).ToList());
        Assert.Equal("PKT4034", exception.Code);
        return exception.Message;
    }

    private string Put(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    private sealed class Web : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => request.RequestUri!.AbsolutePath switch
        {
            "/moved" => Sent("/ok.csv"),
            "/round" => Sent("/round"),
            "/away" => Sent("https://evil.example/a.csv"),
            "/ok.csv" => new(HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("ok,1,\n")) },
            "/large" => new(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[5000]) },
            _ => new(HttpStatusCode.NotFound),
        };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));

        private static HttpResponseMessage Sent(string to)
        {
            var response = new HttpResponseMessage(HttpStatusCode.Found);
            response.Headers.Location = new Uri(to, UriKind.RelativeOrAbsolute);
            return response;
        }
    }
}
