namespace Picket.Kql.Syntax;

/// <summary>Collects what is wrong, at most one error per place.</summary>
internal sealed class DiagnosticBag(SourceText source)
{
    private readonly List<(TextSpan Span, KqlDiagnostic Diagnostic)> _found = [];
    private readonly HashSet<int> _places = [];

    public int Count => _found.Count;

    public void Add(string code, TextSpan span, string message)
    {
        if (_found.Count >= KqlLimits.MaxDiagnostics || !_places.Add(span.Start))
            return;
        var (line, column) = source.Position(Math.Min(span.Start, source.Text.Length));
        _found.Add((span, new KqlDiagnostic(code, message, line, column, span.Length)));
    }

    public IReadOnlyList<KqlDiagnostic> InTextOrder() =>
        [.. _found.OrderBy(f => f.Span.Start).Select(f => f.Diagnostic)];
}
