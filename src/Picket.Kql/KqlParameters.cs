using Picket.Kql.Syntax;

namespace Picket.Kql;

/// <summary>A parameter that a query declares: its type, and its default as the query writes it; null when a value must be given.</summary>
public sealed record KqlParameter(string Name, KqlType Type, string? Default);

/// <summary>Finds what a query declares by <c>declare query_parameters</c>.</summary>
public static class KqlParameters
{
    /// <summary>The parameters in the order of the text; none where the text cannot be read.</summary>
    public static IReadOnlyList<KqlParameter> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var diagnostics = new DiagnosticBag(new SourceText(text));
        if (text.Length > KqlLimits.MaxTextLength)
            return [];
        var statements = new Parser(new Lexer(new SourceText(text), diagnostics).Read(), diagnostics).ParseQuery();
        return [.. statements.OfType<DeclareParametersSyntax>().SelectMany(d => d.Parameters)
            .Where(p => p.Type is not null)
            .Select(p => new KqlParameter(p.Name.Text, p.Type!.Value, p.Default is { } value ? text.Substring(value.Span.Start, value.Span.Length) : null))];
    }
}
