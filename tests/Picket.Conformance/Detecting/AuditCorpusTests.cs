using System.IO.Compression;
using System.Text.Json;
using System.Text;
using Picket.Core;
using Picket.Pipeline.Detecting;
using Xunit;

namespace Picket.Conformance.Detecting;

/// <summary>What the shipped rules find in the recorded attacks, and what they say about normal work.</summary>
public sealed class AuditCorpusTests
{
    private const int FewestTechniquesFound = 40;
    private const int MostBenignAlerts = 5;

    private static readonly HashSet<string> CdeNamespaces = ["payments", "payments-vault", "batch-settlement"];

    [Fact]
    public void Recorded_attacks_are_found()
    {
        var findings = Judge(Places.Corpus("audit-corpus/attacks.ndjson.gz"));
        using var labels = JsonDocument.Parse(File.ReadAllBytes(Places.Corpus("audit-corpus/labels.json")));
        var techniques = labels.RootElement.GetProperty("techniques").EnumerateArray().ToList();
        var named = findings.Where(f => f.Severity >= Severity.Low)
            .SelectMany(f => f.RelatedAuditIds.Append(f.AuditId).Select(id => (Id: id, f.Rule))).ToLookup(f => f.Id, f => f.Rule);

        var results = techniques.Select(t => (Id: t.GetProperty("id").GetString()!, Rules: RulesOf(t, named))).ToList();
        var missed = results.Where(r => r.Rules.Count == 0).Select(r => r.Id).ToList();

        Places.Score("audit-attacks", results.Count - missed.Count, results.Count,
            [.. missed, "", .. results.Where(r => r.Rules.Count > 0).Select(r => $"{r.Id}: {string.Join(", ", r.Rules)}")]);
        Assert.True(results.Count - missed.Count >= FewestTechniquesFound, "Missed: " + string.Join(", ", missed));
    }

    [Fact]
    public void Normal_work_raises_few_alerts()
    {
        var findings = Judge(Places.Corpus("audit-corpus/benign.ndjson.gz"));

        var alerts = findings.GroupBy(f => (f.Rule, f.Entity))
            .Select(g => (g.Key, Severity: g.Max(f => f.Severity), Count: g.Count(), g.First().Summary))
            .OrderByDescending(a => a.Severity).ThenByDescending(a => a.Count).ToList();
        var loud = alerts.Count(a => a.Severity >= Severity.Medium);

        var folder = Directory.CreateDirectory(Path.Combine(Places.Root, "artifacts", "conformance"));
        File.WriteAllLines(Path.Combine(folder.FullName, "audit-benign.txt"),
            alerts.Select(a => $"{a.Severity} {a.Key.Rule} [{a.Key.Entity}] x{a.Count}: {a.Summary}"));
        Console.WriteLine($"corpus audit-benign: {loud} alerts at medium or above");
        Assert.True(loud <= MostBenignAlerts, $"{loud} alerts at medium or above on normal work.");
    }

    private static List<string> RulesOf(JsonElement technique, ILookup<string, RuleId> named) =>
        [.. technique.GetProperty("auditIDs").EnumerateArray().SelectMany(id => named[id.GetString()!]).Select(r => r.Value).Distinct()];

    private static List<Finding> Judge(string file)
    {
        var rules = RuleSet.Load(Places.Detections, out _);
        var number = 0;
        var detector = new Detector(rules, () => $"f{++number}");
        var findings = new List<Finding>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var (e, problem) = Places.Read(Encoding.UTF8.GetBytes(line));
            Assert.True(e is not null, problem);
            e.IsInCde = CdeNamespaces.Contains(Encoding.UTF8.GetString(e.Namespace.Span));
            detector.Evaluate(e, findings);
        }

        Assert.Equal(0, detector.Failures);
        return findings;
    }
}
