using System.Text;
using Picket.Core;
using Picket.Pipeline.Detecting.Loading;
using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Detecting;

/// <summary>The rules that were loaded without a fault.</summary>
public sealed class RuleSet
{
    /// <summary>More files than this are not read.</summary>
    public const int MaxFiles = 5000;

    private RuleSet(IReadOnlyList<SigmaRule> rules) => Rules = rules;

    /// <summary>The rules, in the order of their files' paths.</summary>
    public IReadOnlyList<SigmaRule> Rules { get; }

    /// <summary>
    /// Reads every <c>.yml</c> and <c>.yaml</c> file below the directories. A faulty rule is left out; everything wrong
    /// in any file is among <paramref name="problems"/>.
    /// </summary>
    public static RuleSet Load(IReadOnlyList<string> directories, out IReadOnlyList<RuleProblem> problems) =>
        Load(directories, [], out problems);

    /// <summary>
    /// The same, for directories that do not stand alone: lists they do not define are taken from those of
    /// <paramref name="listDirectories"/>. What is wrong there is not reported here.
    /// </summary>
    public static RuleSet Load(
        IReadOnlyList<string> directories, IReadOnlyList<string> listDirectories, out IReadOnlyList<RuleProblem> problems)
    {
        var found = new List<RuleProblem>();
        var files = Read(directories, found);
        var documents = files.SelectMany(f => f.Documents.Select(d => new RuleNode(d, f.Problems))).ToList();
        var lists = ListReader.Read(documents.Where(ListReader.IsLists));
        var borrowed = Read(listDirectories, []).SelectMany(f => f.Documents.Select(d => new RuleNode(d, f.Problems)));
        foreach (var (name, values) in ListReader.Read(borrowed.Where(ListReader.IsLists)))
            lists.TryAdd(name, values);
        var rules = documents.Where(d => !ListReader.IsLists(d)).Select(d => (Node: d, Rule: new RuleReader(d, lists).Read())).ToList();
        var sound = RuleLinker.Link([.. rules.Where(r => r.Rule is not null).Select(r => (r.Node, r.Rule!))]);

        found.AddRange(files.SelectMany(f => f.Problems.All));
        problems = found;
        return new(sound);
    }

    /// <summary>These rules but for some; a correlation that counts one of those goes with it.</summary>
    public RuleSet Without(IReadOnlyCollection<RuleId> disabled) => disabled.Count == 0 ? this : new([.. Rules.Where(r =>
        !disabled.Contains(r.Id) && r.Correlation?.Rules.Any(disabled.Contains) != true)]);

    // A rule alone, speaking for itself, with the rules it counts.
    internal RuleSet Only(SigmaRule rule) =>
        new([rule with { IsSilent = false }, .. Rules.Where(r => rule.Correlation?.Rules.Contains(r.Id) == true)]);

    private static List<(RuleFileProblems Problems, IReadOnlyList<YamlMappingNode> Documents)> Read(
        IReadOnlyList<string> directories, List<RuleProblem> found)
    {
        var files = new List<(RuleFileProblems, IReadOnlyList<YamlMappingNode>)>();
        foreach (var path in Find(directories, found))
        {
            var fileProblems = new RuleFileProblems(path);
            files.Add((fileProblems, ReadText(path, fileProblems) is { } text ? YamlDocuments.Parse(text, fileProblems) : []));
        }

        return files;
    }

    private static IReadOnlyList<string> Find(IReadOnlyList<string> directories, List<RuleProblem> problems)
    {
        var files = new List<string>();
        foreach (var directory in directories)
        {
            if (File.Exists(directory))
            {
                files.Add(directory);
                continue;
            }

            try
            {
                files.AddRange(Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
                    .Where(f => f.EndsWith(".yml", StringComparison.Ordinal) || f.EndsWith(".yaml", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problems.Add(new("PKT3001", directory, 0, 0, $"The directory cannot be read: {exception.Message}"));
            }
        }

        if (files.Count > MaxFiles)
            problems.Add(new("PKT3001", files[MaxFiles], 0, 0, $"More than {MaxFiles} rule files: this and later ones are not read."));
        return [.. files.Take(MaxFiles)];
    }

    private static string? ReadText(string path, RuleFileProblems problems)
    {
        try
        {
            if (new FileInfo(path).Length <= YamlDocuments.MaxFileBytes)
                return File.ReadAllText(path, Encoding.UTF8);
            problems.Add("PKT3004", $"The file is larger than {YamlDocuments.MaxFileBytes / 1024} KiB. Split it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add("PKT3001", $"The file cannot be read: {exception.Message}");
        }

        return null;
    }
}
