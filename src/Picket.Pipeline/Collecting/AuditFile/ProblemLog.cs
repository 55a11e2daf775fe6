namespace Picket.Pipeline.Collecting.AuditFile;

/// <summary>Reports a problem when it appears or changes, not every time it is met again.</summary>
internal sealed class ProblemLog(string source, Action<SourceProblem> report)
{
    private readonly Dictionary<string, string> _known = [];

    public void Add(string code, string where, string message)
    {
        if (_known.GetValueOrDefault(where) == message)
            return;
        _known[where] = message;
        report(new(code, source, where, $"{code}: {message}"));
    }

    public void Clear(string where) => _known.Remove(where);
}
