using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Picket.Benchmarks;

/// <summary>
/// A real server under a steady load: events are appended to a file that it tails; once a second one of them is an exec by
/// somebody new, and the time until its alert can be read through the API is taken.
/// </summary>
internal sealed class ServerBenchmark(string root, AuditCorpus corpus, TextWriter output)
{
    private const int EventsPerSecond = 5000;
    private const int StepsPerSecond = 20;

    private static readonly byte[] AuditId = Encoding.ASCII.GetBytes("\"auditID\":\"");

    private static readonly string[] Groups = ["system:authenticated"];
    private static readonly string[] Addresses = ["192.0.2.7"];

    private readonly string _folder = Directory.CreateTempSubdirectory("picket-bench-").FullName;
    private int _next;
    private int _round;

    public async Task RunAsync(TimeSpan length)
    {
        var port = FreePort();
        var log = Path.Combine(_folder, "audit.log");
        await File.WriteAllTextAsync(log, "");
        await File.WriteAllTextAsync(Path.Combine(_folder, "picket.yaml"), $$"""
            sources:
              - name: api
                kind: auditFile
                cluster: bench
                paths: ["{{log}}"]
            """);
        using var server = Start(port);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
            await WaitUntilReadyAsync(http);
            var latencies = await LoadAsync(http, log, length);
            var status = await File.ReadAllLinesAsync($"/proc/{server.Id}/status");
            var peak = status.First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(':')[1].Trim();
            latencies.Sort();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"server at {EventsPerSecond} events/s for {length.TotalSeconds:F0} s ({corpus.MeanBytes:F0} B/event): alert readable after p50 {At(latencies, 0.5):F0} ms, p99 {At(latencies, 0.99):F0} ms, max {latencies[^1]:F0} ms ({latencies.Count} alerts); processor {server.TotalProcessorTime.TotalSeconds / length.TotalSeconds:P0} of a core, peak RSS {peak}"));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private Process Start(int port)
    {
        var start = new ProcessStartInfo(Path.Combine(root, "artifacts", "bin", "Picket", "release", "picket"))
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in new[] { "up", "--data", Path.Combine(_folder, "data"), "--listen", $"127.0.0.1:{port}" })
            start.ArgumentList.Add(argument);
        var server = Process.Start(start)!;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        return server;
    }

    private static async Task WaitUntilReadyAsync(HttpClient http)
    {
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(30))
        {
            try
            {
                using var response = await http.GetAsync(new Uri("readyz", UriKind.Relative));
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The server did not become ready.");
    }

    private async Task<List<double>> LoadAsync(HttpClient http, string log, TimeSpan length)
    {
        var latencies = new List<double>();
        var waiting = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        using var ended = new CancellationTokenSource();
        var watching = WatchAsync(http, waiting, latencies, ended.Token);
        var clock = Stopwatch.StartNew();
        await using var file = new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        for (var step = 0; step < length.TotalSeconds * StepsPerSecond; step++)
        {
            file.Write(Lines(EventsPerSecond / StepsPerSecond));
            if (step % StepsPerSecond == 0)
            {
                var actor = $"newcomer-{step}@example.test";
                file.Write(Exec(actor));
                await file.FlushAsync();
                waiting[actor] = Stopwatch.GetTimestamp();
            }

            await file.FlushAsync();
            var wait = TimeSpan.FromSeconds((step + 1.0) / StepsPerSecond) - clock.Elapsed;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
        }

        var patience = Stopwatch.StartNew();
        while (!waiting.IsEmpty && patience.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Delay(50);
        await ended.CancelAsync();
        await watching;
        return waiting.IsEmpty ? latencies : throw new TimeoutException($"{waiting.Count} alerts were not to be seen within 20 s.");
    }

    // One reader, as a console or an on-call client would be.
    private static async Task WatchAsync(
        HttpClient http, ConcurrentDictionary<string, long> waiting, List<double> latencies, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var alerts = await http.GetStringAsync(new Uri("api/v1/alerts?limit=20", UriKind.Relative), CancellationToken.None);
            foreach (var actor in waiting.Keys.Where(a => alerts.Contains(a, StringComparison.Ordinal)))
            {
                if (waiting.TryRemove(actor, out var written))
                    latencies.Add(Stopwatch.GetElapsedTime(written).TotalMilliseconds);
            }

            await Task.Delay(25, CancellationToken.None);
        }
    }

    private byte[] Lines(int count)
    {
        using var text = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            var line = corpus.Lines[_next].ToArray();
            var id = line.AsSpan().IndexOf(AuditId) + AuditId.Length;
            Encoding.ASCII.GetBytes(_round.ToString("x8", CultureInfo.InvariantCulture), line.AsSpan(id, 8));
            text.Write(line);
            text.WriteByte((byte)'\n');
            _next = (_next + 1) % corpus.Lines.Count;
            _round += _next == 0 ? 1 : 0;
        }

        return text.ToArray();
    }

    private static byte[] Exec(string actor)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["kind"] = "Event",
            ["apiVersion"] = "audit.k8s.io/v1",
            ["level"] = "Metadata",
            ["auditID"] = Guid.NewGuid().ToString(),
            ["stage"] = "ResponseStarted",
            ["requestURI"] = "/api/v1/namespaces/shop/pods/web-0/exec?command=sh&stdin=true&tty=true",
            ["verb"] = "create",
            ["user"] = new { username = actor, groups = Groups },
            ["sourceIPs"] = Addresses,
            ["userAgent"] = "kubectl/v1.30.1",
            ["objectRef"] = new { resource = "pods", @namespace = "shop", name = "web-0", subresource = "exec" },
            ["responseStatus"] = new { code = 101 },
            ["requestReceivedTimestamp"] = now,
            ["stageTimestamp"] = now,
        }) + "\n");
    }

    private static double At(List<double> sorted, double quantile) => sorted[(int)((sorted.Count - 1) * quantile)];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
