using Picket.Benchmarks;

var root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "Picket.slnx")))
    root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("Run the benchmarks from inside the repository.");

var corpora = Environment.GetEnvironmentVariable("PICKET_CORPORA") ?? Path.Combine(root, "..", "shared");
var audit = Path.Combine(corpora, "audit-corpus");
if (!Directory.Exists(audit))
{
    Console.Error.WriteLine($"No audit corpus at '{audit}'. Set PICKET_CORPORA to the folder that holds 'audit-corpus'.");
    return 3;
}

var rules = Path.Combine(root, "content", "detections");
var at = Array.IndexOf(args, "--rows");
var rows = at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture) : 5_000_000;
string[] named = at < 0 ? args : [.. args[..at], .. args.Skip(at + 2)];
var wanted = named.Length > 0 ? named : ["normalising", "detecting", "end-to-end", "server", "kql", "kql-events"];
foreach (var name in wanted)
{
    Console.WriteLine($"== {name}");
    switch (name)
    {
        case "normalising": NormalisingBenchmark.Run(audit, Console.Out); break;
        case "detecting": DetectingBenchmark.Run(audit, rules, Console.Out); break;
        case "end-to-end": await EndToEndBenchmark.RunAsync(audit, rules, Console.Out); break;
        case "server":
            await new ServerBenchmark(root, AuditCorpus.Load(audit, meanBytes: 1200), Console.Out).RunAsync(TimeSpan.FromSeconds(60));
            break;
        case "kql-events": new KqlEventsBenchmark(AuditCorpus.Load(audit, meanBytes: null), Console.Out).Run(); break;
        case "kql": await new KqlBenchmark(rows, Console.Out).RunAsync(CancellationToken.None); break;
        default:
            Console.Error.WriteLine($"There is no benchmark '{name}': normalising, detecting, end-to-end, server, kql, kql-events.");
            return 2;
    }
}

return 0;
