using System.Text.RegularExpressions;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

/// <summary>
/// Turns what <c>search</c> and <c>find</c> understand by a bare text, and by <c>column: text</c>, into tests that <c>where</c> knows:
/// <c>"x"</c> is <c>* has "x"</c>, <c>"x*"</c> a prefix, <c>"*x"</c> a suffix, <c>"*x*"</c> anywhere, <c>"x*y"</c> a pattern.
/// </summary>
internal sealed class SearchTerms(bool isCaseSensitive)
{
    private static readonly string[] Words = ["has", "contains", "startswith", "endswith", "hasprefix", "hassuffix"];

    public ExpressionSyntax Predicate(ExpressionSyntax syntax) => syntax switch
    {
        StarSyntax => new LiteralSyntax(KqlType.Bool, true, syntax.Span),
        LiteralSyntax { Type: not KqlType.Bool, Value: { } value } => Term(new StarSyntax(syntax.Span), KqlFormat.Text(value), syntax.Span),
        LogicalSyntax logical => logical with { Terms = [.. logical.Terms.Select(Predicate)] },
        CallSyntax { Function.Text: "not", Arguments: [var inner] } not => not with { Arguments = [Predicate(inner)] },
        BinarySyntax { Operator: { Kind: TokenKind.Punctuation, Text: ":" }, Right: LiteralSyntax { Value: { } value } } binary =>
            Term(binary.Left, KqlFormat.Text(value), binary.Span),
        BinarySyntax { Operator.Kind: TokenKind.Identifier } binary when isCaseSensitive => binary with { Operator = Sensitive(binary.Operator) },
        _ => syntax,
    };

    private BinarySyntax Term(ExpressionSyntax where, string text, TextSpan span)
    {
        var inner = text.Trim('*');
        var isOpenLeft = text.StartsWith('*');
        var isOpenRight = text.Length > 1 && text.EndsWith('*');
        if (inner.Contains('*'))
            return Test("matches", where, Pattern(text), span);
        var word = (isOpenLeft, isOpenRight) switch
        {
            (true, true) => "contains",
            (true, false) => "hassuffix",
            (false, true) => "hasprefix",
            (false, false) => "has",
        };
        return Test(isCaseSensitive ? word + "_cs" : word, where, inner, span);
    }

    private string Pattern(string text)
    {
        var inside = string.Join(".*", text.Trim('*').Split('*').Select(Regex.Escape));
        return (isCaseSensitive ? "(?s)" : "(?is)") + (text.StartsWith('*') ? "" : @"\b") + inside + (text.EndsWith('*') ? "" : @"\b");
    }

    private static BinarySyntax Test(string word, ExpressionSyntax where, string text, TextSpan span) =>
        new(new Token(TokenKind.Identifier, word, span), where, new LiteralSyntax(KqlType.String, text, span), span);

    private static Token Sensitive(Token word) => Words.Contains(word.Text.TrimStart('!')) ? word with { Text = word.Text + "_cs" } : word;
}
