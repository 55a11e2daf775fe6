using System.Text;
using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.Journeys;

/// <summary>A file full of rubbish between good events: each piece is set aside with its reason, nothing else suffers.</summary>
public sealed class BadInputTests
{
    private const long LongLine = 100_000_000;
    private const long MemoryLimit = 350L << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Every_bad_line_is_set_aside_with_its_reason_and_the_good_events_are_kept()
    {
        using var folder = new WorkFolder();
        folder.Write("picket.yaml", "sources:\n  - name: api\n    kind: auditFile\n    paths: [audit.log]\n");
        var good = await WriteAsync(folder.At("audit.log"));

        await using var server = await PicketProcess.StartAsync(folder);
        await Poll.UntilAsync("the last line is kept", Patience,
            async () => (await PicketCommand.QueryAsync(folder, $"AKSAudit | where AuditId == '{AuditEvents.Id("good", good)}' | summarize Rows = count()")).Number("Rows") == 1,
            TestContext.Current.CancellationToken);
        var set = (await PicketCommand.QueryAsync(folder, "PicketQuarantine | project Line, Code, Reason, Length | sort by Line asc")).Json.EnumerateArray().ToList();

        Assert.Equal(good, (await PicketCommand.QueryAsync(folder, "AKSAudit | summarize Rows = count()")).Number("Rows"));
        Assert.Equal([2, 4, 6, 8, 10, 12, 14], set.Select(row => row.GetProperty("Line").GetInt64()));
        Assert.Equal(Expected, set.Select(row => row.GetProperty("Code").GetString()));
        Assert.All(set, row => Assert.True(row.GetProperty("Reason").GetString()!.Length > 20, row.ToString()));
        Assert.True(set[0].GetProperty("Length").GetInt64() > LongLine);
        Assert.True(server.PeakMemory() < MemoryLimit, $"The server held {server.PeakMemory() >> 20} MiB.");
    }

    private static string[] Expected => ["PKT2009", "PKT2006", "PKT2001", "PKT2001", "PKT2003", "PKT2004", "PKT2005"];

    /// <summary>Good lines are the odd ones; returns how many.</summary>
    private static async Task<int> WriteAsync(string path)
    {
        await using var file = File.Create(path);
        var good = 0;
        foreach (var bad in new Func<Stream, Task>[]
                 {
                     LongAsync, InvalidUtf8Async, DeepAsync, TruncatedAsync, WrongTypesAsync, NotAnEventAsync, TwiceAsync,
                 })
        {
            await TextAsync(file, AuditEvents.Read("good", ++good));
            await bad(file);
            file.WriteByte((byte)'\n');
        }

        await TextAsync(file, AuditEvents.Read("good", ++good));
        return good;
    }

    private static Task TextAsync(Stream file, string text) => file.WriteAsync(Encoding.UTF8.GetBytes(text + "\n")).AsTask();

    private static async Task LongAsync(Stream file)
    {
        await file.WriteAsync("{\"kind\":\"Event\",\"auditID\":\""u8.ToArray());
        var block = Encoding.UTF8.GetBytes(new string('a', 1_000_000));
        for (var written = 0L; written < LongLine; written += block.Length)
        {
            await file.WriteAsync(block);
        }

        await file.WriteAsync("\"}"u8.ToArray());
    }

    private static Task InvalidUtf8Async(Stream file)
    {
        var bytes = Encoding.UTF8.GetBytes(AuditEvents.Read("utf8", 1));
        bytes[bytes.AsSpan().IndexOf("ines@"u8)] = 0xFF;
        return file.WriteAsync(bytes).AsTask();
    }

    private static Task DeepAsync(Stream file) => file.WriteAsync(Encoding.UTF8.GetBytes(
        AuditEvents.Read("deep", 1)[..^1] + ",\"requestObject\":" + new string('[', 5000) + new string(']', 5000) + "}")).AsTask();

    private static Task TruncatedAsync(Stream file) => file.WriteAsync(Encoding.UTF8.GetBytes(AuditEvents.Read("cut", 1)[..200])).AsTask();

    private static Task WrongTypesAsync(Stream file) => file.WriteAsync(
        "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"Metadata\",\"auditID\":5,\"stage\":[],\"verb\":{},\"user\":\"x\"}"u8.ToArray()).AsTask();

    private static Task NotAnEventAsync(Stream file) => file.WriteAsync("{\"hello\":\"world\"}"u8.ToArray()).AsTask();

    private static Task TwiceAsync(Stream file) =>
        file.WriteAsync(Encoding.UTF8.GetBytes(AuditEvents.Read("two", 1)[..^1] + ",\"verb\":\"delete\"}")).AsTask();
}
