using Picket.Tests.Kql.Testing;
using Picket.Tests.Normalising;
using SharpFuzz;

// Without arguments: a fuzzer (afl or libFuzzer through SharpFuzz) drives the process.
// `smoke [SEED] [ITERATIONS]`: mutates a few known events, without a corpus and without instrumentation.
// `smoke-kqltest [SEED] [ITERATIONS]`: the same with a file of query tests.
if (args is ["smoke", .. var rest])
{
    var seed = rest.Length > 0 ? int.Parse(rest[0]) : 1;
    var iterations = rest.Length > 1 ? int.Parse(rest[1]) : 1_000_000;
    AuditEventOracle.Smoke(seed, iterations);
    Console.WriteLine($"{iterations} mutated events, none of them read differently from the DOM.");
    return;
}

if (args is ["smoke-kqltest", .. var more])
{
    var seed = more.Length > 0 ? int.Parse(more[0]) : 1;
    var iterations = more.Length > 1 ? int.Parse(more[1]) : 100_000;
    KqlTestOracle.Smoke(seed, iterations);
    Console.WriteLine($"{iterations} mutated test files were read, every problem on a line of theirs.");
    return;
}

Fuzzer.OutOfProcess.Run(stream =>
{
    using var input = new MemoryStream();
    stream.CopyTo(input);
    AuditEventOracle.Check(input.ToArray());
});
