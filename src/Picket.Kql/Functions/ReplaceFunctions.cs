using System.Text;
using System.Text.RegularExpressions;
using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Replacing and trimming.</summary>
internal static class ReplaceFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("replace_string(text,text,text) string", a => a.Text(1).Length == 0 ? a.Text(0) : Replace(a.Text(0), a.Text(1), a.Text(2))),
        new("replace_strings(text,dynamic,dynamic) string", a => ReplaceAll(a.Text(0), a[1] as object?[] ?? [], a[2] as object?[] ?? [])),
        new("replace_regex(text,string,text) string", ReplaceRegex) { Check = a => Patterns.Check(a, 1) },
        new("trim(string,text) string", c => Trim(c, isStart: true, isEnd: true)) { Check = a => Patterns.Check(a, 0) },
        new("trim_start(string,text) string", c => Trim(c, isStart: true, isEnd: false)) { Check = a => Patterns.Check(a, 0) },
        new("trim_end(string,text) string", c => Trim(c, isStart: false, isEnd: true)) { Check = a => Patterns.Check(a, 0) },
        new("regex_quote(text) string", a => Quote(a.Text(0))),
    ];

    private static string Replace(string text, string lookup, string rewrite)
    {
        if ((long)(text.Length / lookup.Length) * rewrite.Length > ValueBounds.MaxText)
            ValueBounds.CheckText((long)text.AsSpan().Count(lookup) * rewrite.Length);
        return text.Replace(lookup, rewrite, StringComparison.Ordinal);
    }

    private readonly record struct Piece(string Text, bool IsDone);

    // The earlier lookup goes first, over the whole text; what it matched is not looked at again, even where nothing replaces it.
    private static string ReplaceAll(string text, object?[] lookups, object?[] rewrites)
    {
        List<Piece> pieces = [new Piece(text, false)];
        for (var i = 0; i < lookups.Length; i++)
        {
            if (lookups[i] is not string { Length: > 0 } lookup)
                continue;
            var rewrite = i < rewrites.Length && rewrites[i] is string written ? written : lookup;
            pieces = [.. pieces.SelectMany(p => p.IsDone ? [p] : Cut(p.Text, lookup, rewrite))];
        }

        ValueBounds.CheckText(pieces.Sum(p => (long)p.Text.Length));
        return string.Concat(pieces.Select(p => p.Text));
    }

    private static IEnumerable<Piece> Cut(string text, string lookup, string rewrite)
    {
        var parts = text.Split(lookup, StringSplitOptions.None);
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                yield return new Piece(rewrite, true);
            if (parts[i].Length > 0)
                yield return new Piece(parts[i], false);
        }
    }

    private static ScalarBody ReplaceRegex(CallExpression call)
    {
        var pattern = Patterns.Argument(call, 1);
        return a =>
        {
            if (pattern(a) is not { } regex)
                return null;
            var rewrite = a.Text(2);
            var hasReferences = rewrite.Contains('\\', StringComparison.Ordinal);
            var written = 0L;
            return regex.Regex.Replace(a.Text(0), match =>
            {
                var text = hasReferences ? Rewrite(match, rewrite) : rewrite;
                ValueBounds.CheckText(written += text.Length);
                return text;
            });
        };
    }

    // \0 is the match, \1 to \9 its groups, \\ a backslash.
    private static string Rewrite(Match match, string rewrite)
    {
        var result = new StringBuilder();
        for (var i = 0; i < rewrite.Length; i++)
        {
            if (rewrite[i] != '\\' || i + 1 == rewrite.Length)
                result.Append(rewrite[i]);
            else if (char.IsAsciiDigit(rewrite[++i]))
                result.Append(match.Groups[rewrite[i] - '0'].ValueSpan);
            else
                result.Append(rewrite[i] == '\\' ? "\\" : $"\\{rewrite[i]}");
            ValueBounds.CheckText(result.Length);
        }

        return result.ToString();
    }

    private static ScalarBody Trim(CallExpression call, bool isStart, bool isEnd)
    {
        var start = Anchored(call, @"\A(?:", ")");
        var end = Anchored(call, "(?:", @")\z");
        return a =>
        {
            var text = a.Text(1);
            if (isStart && start(a) is { } leading && leading.Regex.Match(text) is { Success: true } first)
                text = text[first.Length..];
            if (isEnd && end(a) is { } trailing && trailing.Regex.Match(text) is { Success: true } last)
                text = text[..last.Index];
            return text;
        };
    }

    private static Func<object?[], KqlRegex?> Anchored(CallExpression call, string before, string after)
    {
        if (call.Arguments[0] is not LiteralExpression { Value: string constant })
            return a => KqlRegex.Find(before + a.Text(0) + after);
        var regex = KqlRegex.Find(before + constant + after);
        return _ => regex;
    }

    // Everything that means something in a pattern.
    private static string Quote(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            if (@"\.+*?()|[]{}^$#&-~".Contains(c, StringComparison.Ordinal))
                result.Append('\\');
            result.Append(c);
        }

        return result.ToString();
    }
}
