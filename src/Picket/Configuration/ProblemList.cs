namespace Picket.Configuration;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class ProblemList(string file)
{
    private readonly List<ConfigProblem> _problems = [];

    public int Count => _problems.Count;

    public void Add(string code, Place at, string message) =>
        _problems.Add(new(code, message, file, at.Line, at.Column));

    /// <summary>All problems in file order.</summary>
    public IReadOnlyList<ConfigProblem> InOrder() => [.. _problems.OrderBy(p => p.Line).ThenBy(p => p.Column)];
}
