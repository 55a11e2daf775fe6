using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Picket.Core;
using Picket.Kql;
using Picket.Kql.Events;
using Picket.Pipeline.Detecting.Kql;
using Picket.Pipeline.Normalising;

namespace Picket.Benchmarks;

/// <summary>
/// How many audit events, read before, one core asks a KQL predicate of, beside walking the same events and reading one field of each. By
/// processor time, so that other work on the machine changes little; each figure is the best of several rounds.
/// </summary>
internal sealed class KqlEventsBenchmark(AuditCorpus corpus, TextWriter output)
{
    private const int Rounds = 5;
    private const int EventsPerRound = 2_000_000;
    private const double Bar = 1_000_000;

    private static readonly DateTime Now = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    // The first is the one the bar is for.
    private static readonly (string Name, string Kql)[] Queries =
    [
        ("three conditions", "AKSAudit | where Verb == 'create' and ObjectRef.resource == 'pods' and RequestUri has 'exec'"),
        ("the text search first", "AKSAudit | where RequestUri has 'exec' and ObjectRef.resource == 'pods' and Verb == 'create'"),
        ("lists, a prefix, a code", "AKSAudit | where Verb in ('create', 'update', 'patch') and User.username startswith 'system:serviceaccount:' and ResponseStatus.code >= 400"),
        ("named by extend", "AKSAudit | extend user = tostring(User.username), resource = tostring(ObjectRef.resource) | where resource in~ ('secrets', 'configmaps') and user !has 'system'"),
        ("a regular expression", "AKSAudit | where RequestUri matches regex '^/api/v1/namespaces/[^/]+/secrets'"),
        ("has on the body", "AKSAudit | where RequestObject has 'privileged'"),
        ("a path into the body", "AKSAudit | where RequestObject.spec.hostNetwork == true"),
    ];

    /// <summary>Reads the corpus once and asks each query of all of it.</summary>
    public void Run()
    {
        var events = corpus.Lines.Select(Read).ToArray();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events.Length} events of {corpus.MeanBytes:F0} bytes, read once"));
        var (walk, _) = Best(events, e => !e.Verb.IsEmpty);
        Report("reading one field", walk, walk, "");
        foreach (var (name, kql) in Queries)
        {
            var query = Compile(kql);
            var (rate, matched) = Best(events, query.Matches);
            Report(name, rate, walk, string.Create(CultureInfo.InvariantCulture, $"  {matched} match{(name == Queries[0].Name && rate < Bar ? "  under the bar" : "")}"));
        }
    }

    private void Report(string name, double rate, double walk, string more) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"  {name,-26} {rate,12:N0} events/s/core  {walk / rate,7:F1} x the time of reading one field{more}"));

    // Slow predicates are asked of the corpus once a round, fast ones as often as gives the clock something to measure.
    private static (double EventsPerSecond, int Matched) Best(AuditEvent[] events, Predicate<AuditEvent> test)
    {
        var (best, matched) = (0.0, 0);
        var passes = 1;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Environment.CpuUsage.TotalTime;
            for (var pass = 0; pass < passes; pass++)
                matched = Count(events, test);
            var took = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            best = Math.Max(best, passes * events.Length / took);
            passes = took / passes < 0.1 ? Math.Max(1, EventsPerRound / events.Length) : 1;
        }

        return (best, matched);
    }

    private static int Count(AuditEvent[] events, Predicate<AuditEvent> test)
    {
        var count = 0;
        foreach (var e in events)
            count += test(e) ? 1 : 0;
        return count;
    }

    private static AuditEvent Read(ReadOnlyMemory<byte> json) =>
        AuditEventReader.TryRead(json, out var e, out var problem) ? e : throw new InvalidDataException(problem.Reason);

    private static KqlEventQuery<AuditEvent> Compile(string kql)
    {
        var plan = KqlCompiler.Compile(kql, new Audit(), Now).Plan ?? throw new InvalidDataException($"'{kql}' does not compile.");
        return KqlEventQuery.TryCompile(plan, AuditEventShape.Instance, out var query, out var reason) ? query : throw new InvalidDataException(reason);
    }

    private sealed class Audit : IKqlCatalog
    {
        public IEnumerable<string> TableNames => [AuditEventShape.Instance.Table.Name];

        public bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table)
        {
            table = AuditEventShape.Instance.Table;
            return name == table.Name;
        }
    }
}
