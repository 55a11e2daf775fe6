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

if (args is not ["e2e"])
    NormalisingBenchmark.Run(audit, Console.Out);
await EndToEndBenchmark.RunAsync(audit, Path.Combine(root, "content", "detections"), Console.Out);
return 0;
