using Picket.Kql.Binding;
using Picket.Kql.Plan;
using Picket.Kql.Syntax;

namespace Picket.Kql;

/// <summary>What came of compiling a query.</summary>
public sealed record KqlCompilation
{
    /// <summary>All errors, in text order; empty when the query is right.</summary>
    public required IReadOnlyList<KqlDiagnostic> Diagnostics { get; init; }

    /// <summary>What the query does other than written, in text order; it runs all the same.</summary>
    public IReadOnlyList<KqlDiagnostic> Warnings { get; init; } = [];

    /// <summary>The plan; null when there are errors.</summary>
    public required KqlPlan? Plan { get; init; }

    /// <summary>What <c>render</c> asked for.</summary>
    public KqlRender Render { get; init; } = KqlRender.None;

    /// <summary>The chart that <c>render</c> asked for (<c>timechart</c>, …); empty for a table.</summary>
    public string Chart => Render.Chart;

    /// <summary>What <c>set</c> statements ask of the run.</summary>
    public KqlOptions Options { get; init; } = new();

    /// <summary>The columns of the result.</summary>
    public IReadOnlyList<KqlColumn> OutputColumns => Plan?.Columns ?? [];
}

/// <summary>Turns KQL text into a plan. Never throws, whatever the text.</summary>
public static class KqlCompiler
{
    private static readonly Dictionary<string, string> NoParameters = [];

    /// <summary>Compiles a query against the tables of a catalogue; <paramref name="now"/> (UTC) is what <c>now()</c> is in all of it.</summary>
    public static KqlCompilation Compile(string text, IKqlCatalog catalog, DateTime now) => Compile(text, catalog, now, NoParameters);

    /// <summary>
    /// Compiles a query with values for what it declares by <c>declare query_parameters</c>: a string as it is, any other type
    /// as its literal (<c>5</c>, <c>2026-01-31</c>, <c>1h</c>, <c>true</c>).
    /// </summary>
    public static KqlCompilation Compile(string text, IKqlCatalog catalog, DateTime now, IReadOnlyDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(parameters);
        var (statements, diagnostics) = Parse(text);
        if (diagnostics.Count > 0)
            return Failed(diagnostics);

        var binder = new Binder(catalog, diagnostics, DateTime.SpecifyKind(now, DateTimeKind.Utc), parameters);
        var plan = binder.BindQuery(statements);
        if (plan is null || diagnostics.Count > 0)
            return Failed(diagnostics);
        return new KqlCompilation
        {
            Diagnostics = [],
            Warnings = diagnostics.WarningsInTextOrder(),
            Plan = PlanShaper.Shape(plan),
            Render = binder.Render,
            Options = binder.Options,
        };
    }

    /// <summary>Only reads the text: what is wrong with its form, without looking at any table.</summary>
    public static IReadOnlyList<KqlDiagnostic> CheckSyntax(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text).Diagnostics.InTextOrder();
    }

    private static (IReadOnlyList<StatementSyntax> Statements, DiagnosticBag Diagnostics) Parse(string text)
    {
        var source = new SourceText(text);
        var diagnostics = new DiagnosticBag(source);
        if (text.Length > KqlLimits.MaxTextLength)
        {
            diagnostics.Add(KqlCodes.TooLarge, new TextSpan(KqlLimits.MaxTextLength, 1),
                $"The query is longer than {KqlLimits.MaxTextLength} characters.");
            return ([], diagnostics);
        }

        var tokens = new Lexer(source, diagnostics).Read();
        return (new Parser(tokens, diagnostics).ParseQuery(), diagnostics);
    }

    private static KqlCompilation Failed(DiagnosticBag diagnostics) =>
        new() { Diagnostics = diagnostics.InTextOrder(), Warnings = diagnostics.WarningsInTextOrder(), Plan = null };
}
