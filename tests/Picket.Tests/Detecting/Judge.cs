using System.Text;
using Picket.Core;
using Picket.Pipeline.Detecting;
using Picket.Pipeline.Normalising;
using Xunit;

namespace Picket.Tests.Detecting;

/// <summary>Loads rules from text and judges events with them.</summary>
internal sealed class Judge : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("picket-rules-").FullName;
    private Detector? _detector;
    private int _lastId;

    public Judge(params string[] files)
    {
        for (var i = 0; i < files.Length; i++)
            File.WriteAllText(Path.Combine(_folder, $"rule{i}.yml"), files[i]);
        Rules = RuleSet.Load([_folder], out var problems);
        Problems = problems;
    }

    public RuleSet Rules { get; }

    public IReadOnlyList<RuleProblem> Problems { get; }

    public string Folder => _folder;

    public Detector Detector => _detector ??= new Detector(Rules, () => $"id{++_lastId}");

    /// <summary>A rule named 'r' whose detection is the given YAML, indented by two blanks.</summary>
    public static string Rule(string detection, string extra = "") => $$"""
        title: A rule
        name: r
        logsource: {product: kubernetes, service: audit}
        level: medium
        {{extra}}
        detection:
        {{string.Join('\n', detection.Split('\n').Select(l => "  " + l))}}
        """;

    /// <summary>A judge of one rule with one selection.</summary>
    public static Judge Of(string selection) =>
        new(Rule("sel:\n" + string.Join('\n', selection.Split('\n').Select(l => "  " + l)) + "\ncondition: sel"));

    public IReadOnlyList<Finding> See(string fields, DateTime? time = null, bool inCde = false, string auditId = "a-1", string stage = "ResponseComplete",
        DateTime received = default)
    {
        var at = time ?? new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        var json = $$"""
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"{{auditId}}","stage":"{{stage}}","requestReceivedTimestamp":"{{at:O}}","stageTimestamp":"{{at:O}}",{{fields}}}
            """;
        Assert.True(AuditEventReader.TryRead(Encoding.UTF8.GetBytes(json.Trim()), out var e, out var problem), problem.Reason);
        e.IsInCde = inCde;
        e.ReceivedTime = received;
        var findings = new List<Finding>();
        Detector.Evaluate(e, findings);
        return findings;
    }

    public bool Matches(string fields)
    {
        _detector = null;
        return See(fields).Count > 0;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
