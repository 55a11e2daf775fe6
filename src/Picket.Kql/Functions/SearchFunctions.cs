namespace Picket.Kql.Functions;

/// <summary>Where, and how often, one text stands in another.</summary>
internal static class SearchFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("indexof(text,text,long?,long?,long?) long", a => IndexOf(a)),
        new("indexof_regex(text,string,long?,long?,long?) long", IndexOfRegex) { Check = a => Patterns.Check(a, 1) },
        new("countof(text,text,string?) long", CountOf) { Check = CheckCount },
        new("has_any_index(text,dynamic) long", a => HasAnyIndex(a.Text(0), a[1])),
    ];

    // The part of the text to look in, in UTF-16; null where the arguments ask for nothing sensible.
    private static (int From, int To)? Window(object?[] a)
    {
        var (start, length) = (a.LongOr(2, 0), a.LongOr(3, -1));
        if (length < -1 || a.LongOr(4, 1) < 0)
            return null;
        var text = a.Text(0);
        if (start < 0)
            start = Math.Max(CodePoints.Length(text) + start, 0);
        var from = CodePoints.Offset(text, start);
        return (from, length < 0 ? text.Length : from + CodePoints.Offset(text[from..], length));
    }

    private static long? IndexOf(object?[] a)
    {
        if (Window(a) is not var (from, to))
            return null;
        var (text, match) = (a.Text(0), a.Text(1));
        for (var left = Math.Max(a.LongOr(4, 1), 1); ; left--)
        {
            var found = text.AsSpan(from, to - from).IndexOf(match, StringComparison.Ordinal);
            if (found < 0)
                return -1L;
            if (left == 1)
                return CodePoints.Count(text, from + found);
            from = Math.Min(from + found + 1, to);
            if (match.Length == 0 && from == to)
                return -1L;
        }
    }

    private static ScalarBody IndexOfRegex(CallExpression call)
    {
        var pattern = Patterns.Argument(call, 1);
        return a =>
        {
            if (pattern(a) is not { } regex || Window(a) is not var (from, to))
                return null;
            var match = regex.Regex.Match(a.Text(0)[..to], from);
            for (var left = a.LongOr(4, 1); match.Success && left > 1; left--)
                match = match.NextMatch();
            return match.Success ? CodePoints.Count(a.Text(0), match.Index) : -1L;
        };
    }

    private static ScalarBody CountOf(CallExpression call)
    {
        var pattern = Patterns.Argument(call, 1);
        return a => a.TextOr(2, "normal") switch
        {
            "normal" => CountPlain(a.Text(0), a.Text(1)),
            "regex" => pattern(a) is { } regex ? (long)regex.Regex.Count(a.Text(0)) : null,
            _ => null,
        };
    }

    // Plain matches may overlap.
    private static long CountPlain(string text, string search)
    {
        var count = 0L;
        if (search.Length == 0)
            return count;
        for (var at = text.IndexOf(search, StringComparison.Ordinal); at >= 0; at = text.IndexOf(search, at + 1, StringComparison.Ordinal))
            count++;
        return count;
    }

    private static ArgumentProblem? CheckCount(IReadOnlyList<KqlExpression> arguments) => Arguments.Constant(arguments, 2) switch
    {
        "regex" => Patterns.Check(arguments, 1),
        null or "normal" => null,
        var kind => new ArgumentProblem(2, $"'{kind}' is not a kind of search; they are 'normal' and 'regex'."),
    };

    private static long? HasAnyIndex(string text, object? terms)
    {
        if (terms is not object?[] all)
            return null;
        for (var i = 0; i < all.Length; i++)
        {
            if (KqlTerms.Has(text, KqlFormat.Text(all[i])))
                return i;
        }

        return -1L;
    }
}
