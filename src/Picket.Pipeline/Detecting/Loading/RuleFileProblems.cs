using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Detecting.Loading;

/// <summary>Collects everything that is wrong in one file.</summary>
internal sealed class RuleFileProblems(string file)
{
    private readonly List<RuleProblem> _problems = [];

    /// <summary>The file's path as given.</summary>
    public string File { get; } = file;

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<RuleProblem> All => _problems;

    public void Add(string code, YamlNode at, string message) => Add(code, at.Start, message);

    public void Add(string code, Mark at, string message) =>
        _problems.Add(new(code, File, (int)at.Line, (int)at.Column, message));

    public void Add(string code, string message) => _problems.Add(new(code, File, 0, 0, message));
}
