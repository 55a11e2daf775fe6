using Picket.Kql.Functions;
using Picket.Kql.Functions.Extracting;
using Picket.Kql.Syntax;
using Picket.Kql.Values;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    // Never the name of a stored column.
    private const string ExtractedColumn = "$extracted";

    private Project? BindParse(KqlPlan input, ParseSyntax parse, Scope scope)
    {
        var columns = parse.Pattern.Where(p => p.Column is not null).Select(p => new ColumnSyntax(p.Column!, p.Type, p.Span)).ToList();
        ReportTwice(columns);
        if (parse.Flags.AsSpan().IndexOfAnyExcept("Umsi") is var wrong and >= 0)
            diagnostics.Add(KqlCodes.BadConstant, parse.Span, $"'{parse.Flags[wrong]}' is not a flag of 'parse'; it knows U, m, s and i.");
        var pieces = parse.Pattern.Select(p => new PatternPiece(p.Constant, p.Column is null ? null : p.Type)).ToList();
        var kind = parse.Kind switch
        {
            ParseKind.Regex => "regex",
            ParseKind.Relaxed => "relaxed",
            _ => "simple",
        };
        var pattern = new ParsePattern(kind, parse.Flags, pieces);
        if (parse.Kind == ParseKind.Regex && RegexPattern.Create(pattern, out var error) is null)
        {
            diagnostics.Add(KqlCodes.BadConstant, parse.Span, error);
            return null;
        }

        return Extract(input, ParseOperatorFunctions.Parse, parse.Text, pattern.Write(), columns, parse.IsFilter, scope);
    }

    private Project? BindParseKeys(KqlPlan input, ParseKeysSyntax parse, Scope scope)
    {
        ReportTwice(parse.Keys);
        var spec = new KeyValueSpec([.. parse.Keys.Select(k => new KqlColumn(k.Name.Text, k.Type))], "", "", [], [], false, "");
        foreach (var parameter in parse.Parameters)
        {
            if (With(spec, parameter, BindValue(parameter.Value, scope with { Row = [] })) is { } next)
                spec = next;
            else
                diagnostics.Add(KqlCodes.BadConstant, parameter.Span, WantedOf(parameter.Name.Text));
        }

        if (spec.Pair.Length > 0 != spec.Delimiter.Length > 0)
            diagnostics.Add(KqlCodes.Unexpected, parse.Span, "'pair_delimiter' and 'kv_delimiter' are given together or not at all.");
        return Extract(input, ParseOperatorFunctions.ParseKeys, parse.Text, spec.Write(), parse.Keys, isFilter: false, scope);
    }

    private static KeyValueSpec? With(KeyValueSpec spec, ParameterValueSyntax parameter, KqlExpression value) =>
        (parameter.Name.Text, (value as LiteralExpression)?.Value) switch
        {
            ("pair_delimiter", string text) when text.Length > 0 => spec with { Pair = text },
            ("kv_delimiter", string text) when text.Length > 0 => spec with { Delimiter = text },
            ("quote", string text) when text.Length is 1 or 2 => spec with { Quotes = [.. spec.Quotes, text] },
            ("escape", string text) when text.Length == 1 => spec with { Escapes = [.. spec.Escapes, text] },
            ("greedy", bool flag) => spec with { IsGreedy = flag },
            ("regex", string text) when KqlRegex.Find(text) is { Groups: 2 } => spec with { Regex = text },
            _ => null,
        };

    private static string WantedOf(string parameter) => parameter switch
    {
        "pair_delimiter" or "kv_delimiter" => $"'{parameter}' is a constant string that is not empty.",
        "quote" => "'quote' is a constant string of one character, or of two for opening and closing.",
        "escape" => "'escape' is a constant string of one character.",
        "greedy" => "'greedy' is true or false.",
        "regex" => "'regex' is a constant regular expression of two groups: the key and the value.",
        _ => $"'parse-kv' has no parameter '{parameter}'; it knows pair_delimiter, kv_delimiter, quote, escape, greedy and regex.",
    };

    // One call per row gives all columns; a second projection takes them out of its array.
    private Project? Extract(
        KqlPlan input, string function, ExpressionSyntax textSyntax, string pattern, IReadOnlyList<ColumnSyntax> columns, bool isFilter, Scope scope)
    {
        var text = BindValue(textSyntax, scope);
        if (text is BrokenExpression)
            return null;
        var call = new CallExpression(function, [Convert(text, KqlType.String), new LiteralExpression(KqlType.String, pattern)], KqlType.Dynamic);
        KqlPlan called = new Project(input, [.. input.Columns.Select(Same), new NamedExpression(ExtractedColumn, call)]);
        var extracted = new ColumnExpression(ExtractedColumn, KqlType.Dynamic);
        if (isFilter)
            called = new Filter(called, new CallExpression("isnotnull", [extracted], KqlType.Bool));
        var items = columns.Select((c, i) => new NamedExpression(c.Name.Text, Convert(new PathExpression(extracted, [new PathStep(null, i)]), c.Type)));
        return Extended(called, input.Columns, [.. items.DistinctBy(i => i.Name)]);
    }

    /// <summary>The columns named, from a relation that has more, with items added or in the place of those of the same name.</summary>
    private static Project Extended(KqlPlan input, IReadOnlyList<KqlColumn> columns, IReadOnlyList<NamedExpression> items)
    {
        var added = items.DistinctBy(i => i.Name).ToDictionary(i => i.Name, StringComparer.Ordinal);
        var known = columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return new Project(input,
        [
            .. columns.Select(c => added.GetValueOrDefault(c.Name) ?? Same(c)),
            .. items.Where(i => !known.Contains(i.Name)),
        ]);
    }

    private void ReportTwice(IReadOnlyList<ColumnSyntax> columns)
    {
        foreach (var twice in columns.GroupBy(c => c.Name.Text).Where(g => g.Count() > 1))
            diagnostics.Add(KqlCodes.DuplicateColumn, twice.Last().Span, $"There would be two columns named '{twice.Key}'. Give one another name.");
    }
}
