using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Picket.Core;
using Picket.Pipeline.Detecting;
using Picket.Pipeline.Normalising;

namespace Picket.Benchmarks;

/// <summary>
/// How many audit events a single thread reads and judges by all shipped rules, beside bare tokenising of the same bytes
/// in the same run. The corpus is held in memory; each figure is the best of several passes.
/// </summary>
public static class DetectingBenchmark
{
    private const int Passes = 5;

    /// <summary>Runs over the recorded corpus in <paramref name="corpusDir"/> with the rules in <paramref name="rulesDir"/>.</summary>
    public static void Run(string corpusDir, string rulesDir, TextWriter output)
    {
        var rules = RuleSet.Load([rulesDir], out var problems);
        foreach (var problem in problems)
            output.WriteLine(problem);

        Measure("as recorded", AuditCorpus.Load(corpusDir, meanBytes: null), rules, output);
        Measure("without the largest", AuditCorpus.Load(corpusDir, meanBytes: 1200), rules, output);
    }

    private static void Measure(string what, AuditCorpus corpus, RuleSet rules, TextWriter output)
    {
        var events = corpus.Lines.ToList();
        var bytes = events.Sum(e => (long)e.Length);
        long findings = 0;
        var tokenise = Best(() => events.ForEach(Tokenise));
        var parse = Best(() => events.ForEach(e => AuditEventReader.TryRead(e, out _, out _)));
        var detect = Best(() => findings = Detect(events, rules));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"detecting, {what}: {events.Count} events of {bytes / events.Count} bytes, {rules.Rules.Count} rules, {findings} findings"));
        foreach (var (name, time) in new[] { ("tokenise only", tokenise), ("parse", parse), ("parse and detect", detect) })
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name,-17} {events.Count / time.TotalSeconds,11:n0} events/s {bytes / time.TotalSeconds / 1e6,7:n0} MB/s {time / tokenise,6:n2} x tokenise"));
        }
    }

    private static long Detect(List<ReadOnlyMemory<byte>> events, RuleSet rules)
    {
        var number = 0;
        var detector = new Detector(rules, () => (++number).ToString(CultureInfo.InvariantCulture));
        var findings = new List<Finding>();
        foreach (var json in events)
        {
            if (AuditEventReader.TryRead(json, out var auditEvent, out _))
                detector.Evaluate(auditEvent, findings);
        }

        return findings.Count;
    }

    private static void Tokenise(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = AuditEventReader.MaxDepth });
        while (reader.Read())
        {
        }
    }

    private static TimeSpan Best(Action pass)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Passes; i++)
        {
            var start = Stopwatch.GetTimestamp();
            pass();
            var time = Stopwatch.GetElapsedTime(start);
            if (time < best)
                best = time;
        }

        return best;
    }
}
