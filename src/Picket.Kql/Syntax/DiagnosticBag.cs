namespace Picket.Kql.Syntax;

/// <summary>Collects what is wrong, at most one error per place, and apart from it what is only worth a warning.</summary>
internal sealed class DiagnosticBag(SourceText source)
{
    private readonly List<(TextSpan Span, KqlDiagnostic Diagnostic)> _found = [];
    private readonly List<(TextSpan Span, KqlDiagnostic Diagnostic)> _warnings = [];
    private readonly HashSet<int> _places = [];

    /// <summary>How many errors there are.</summary>
    public int Count => _found.Count;

    /// <summary>Where everything is reported while a text is bound that is not the query's own; null to report where it is.</summary>
    public TextSpan? Place { get; set; }

    public void Add(string code, TextSpan span, string message)
    {
        span = Place ?? span;
        if (_found.Count < KqlLimits.MaxDiagnostics && _places.Add(span.Start))
            _found.Add((span, At(code, span, message)));
    }

    public void Warn(string code, TextSpan span, string message)
    {
        span = Place ?? span;
        if (_warnings.Count < KqlLimits.MaxDiagnostics && _warnings.All(w => w.Span != span || w.Diagnostic.Code != code))
            _warnings.Add((span, At(code, span, message) with { Severity = KqlSeverity.Warning }));
    }

    /// <summary>Takes back the errors after the first <paramref name="count"/>, where all of them are of the codes given.</summary>
    public bool TryForget(int count, params ReadOnlySpan<string> codes)
    {
        foreach (var (_, diagnostic) in _found[count..])
        {
            if (!codes.Contains(diagnostic.Code))
                return false;
        }

        foreach (var (span, _) in _found[count..])
            _places.Remove(span.Start);
        _found.RemoveRange(count, _found.Count - count);
        return true;
    }

    public IReadOnlyList<KqlDiagnostic> InTextOrder() => Ordered(_found);

    public IReadOnlyList<KqlDiagnostic> WarningsInTextOrder() => Ordered(_warnings);

    private KqlDiagnostic At(string code, TextSpan span, string message)
    {
        var (line, column) = source.Position(Math.Min(span.Start, source.Text.Length));
        return new KqlDiagnostic(code, message, line, column, span.Length);
    }

    private static IReadOnlyList<KqlDiagnostic> Ordered(List<(TextSpan Span, KqlDiagnostic Diagnostic)> found) =>
        [.. found.OrderBy(f => f.Span.Start).Select(f => f.Diagnostic)];
}
