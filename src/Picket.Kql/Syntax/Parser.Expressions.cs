using System.Collections.Frozen;

namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    private static readonly FrozenSet<string> EqualSigns = FrozenSet.Create(StringComparer.Ordinal, "==", "!=", "<>");

    private static readonly FrozenSet<string> OrderSigns = FrozenSet.Create(StringComparer.Ordinal, "<", "<=", ">", ">=");

    private static readonly FrozenSet<string> TextSigns = FrozenSet.Create(StringComparer.Ordinal, "=~", "!~", ":");

    private static readonly FrozenSet<string> TextWords = FrozenSet.Create(StringComparer.Ordinal,
        "has", "!has", "has_cs", "!has_cs", "contains", "!contains", "contains_cs", "!contains_cs", "startswith", "!startswith",
        "startswith_cs", "!startswith_cs", "endswith", "!endswith", "endswith_cs", "!endswith_cs", "hasprefix", "!hasprefix",
        "hasprefix_cs", "!hasprefix_cs", "hassuffix", "!hassuffix", "hassuffix_cs", "!hassuffix_cs", "matches",
        "notcontains", "containscs", "notcontainscs");

    private static readonly FrozenSet<string> ListWords =
        FrozenSet.Create(StringComparer.Ordinal, "in", "!in", "in~", "!in~", "has_any", "has_all");

    private ExpressionSyntax ParseExpression()
    {
        if (!TryEnter())
        {
            Leave();
            return new MissingSyntax(Current.Span);
        }

        var expression = ParseLogical(isOr: true, () => ParseLogical(isOr: false, ParseComparison));
        Leave();
        return expression;
    }

    // 'a or b or c' is one node of three terms: rules with hundreds of terms stay flat.
    private ExpressionSyntax ParseLogical(bool isOr, Func<ExpressionSyntax> term)
    {
        var first = term();
        var word = isOr ? "or" : "and";
        if (!Current.IsWord(word))
            return first;

        var terms = new List<ExpressionSyntax> { first };
        while (TryWord(word))
            terms.Add(term());
        return new LogicalSyntax(isOr, terms, Since(first.Span));
    }

    private ExpressionSyntax ParseComparison()
    {
        var left = ParseOrdering();
        for (var length = 0; !IsChainTooLong(length); length++)
        {
            if (Current.Kind == TokenKind.Punctuation && EqualSigns.Contains(Current.Text))
                left = ParseBinary(left, ParseOrdering);
            else if (Current.Kind != TokenKind.Identifier)
                return left;
            else if (ListWords.Contains(Current.Text))
                left = ParseListTest(left);
            else if (Current.Text is "between" or "!between")
                left = ParseBetween(left);
            else
                return left;
        }

        return left;
    }

    private ExpressionSyntax ParseOrdering()
    {
        var left = ParseSum();
        for (var length = 0; Current.Kind == TokenKind.Punctuation && OrderSigns.Contains(Current.Text) && !IsChainTooLong(length); length++)
            left = ParseBinary(left, ParseSum);
        return left;
    }

    private BinarySyntax ParseBinary(ExpressionSyntax left, Func<ExpressionSyntax> right)
    {
        var sign = Next();
        if (sign.IsWord("matches"))
            ExpectWord("regex");
        var operand = right();
        return new BinarySyntax(sign, left, operand, Since(left.Span));
    }

    private ListTestSyntax ParseListTest(ExpressionSyntax value)
    {
        var word = Next();
        IReadOnlyList<ExpressionSyntax> items;
        if (TrySign("("))
        {
            items = Current.IsSign(")") ? [] : ParseItemsUntil(")");
            ExpectSign(")");
        }
        else
        {
            items = [ParseSum()];
        }

        return new ListTestSyntax(word, value, items, Since(value.Span));
    }

    // A trailing comma is allowed, as in long pasted lists.
    private List<ExpressionSyntax> ParseItemsUntil(string close)
    {
        var items = new List<ExpressionSyntax> { ParsePipe() };
        while (TrySign(",") && !Current.IsSign(close))
            items.Add(ParsePipe());
        return items;
    }

    private BetweenSyntax ParseBetween(ExpressionSyntax value)
    {
        var isNegated = Next().Text == "!between";
        ExpectSign("(");
        var low = ParseSum();
        ExpectSign("..");
        var high = ParseSum();
        ExpectSign(")");
        return new BetweenSyntax(value, low, high, isNegated, Since(value.Span));
    }

    private ExpressionSyntax ParseSum()
    {
        var left = ParseProduct();
        for (var length = 0; (Current.IsSign("+") || Current.IsSign("-")) && !IsChainTooLong(length); length++)
            left = ParseBinary(left, ParseProduct);
        return left;
    }

    private ExpressionSyntax ParseProduct()
    {
        var left = ParseTextTest();
        for (var length = 0; Current is { Kind: TokenKind.Punctuation, Text: "*" or "/" or "%" } && !IsChainTooLong(length); length++)
            left = ParseBinary(left, ParseTextTest);
        return left;
    }

    // Tests of texts bind tighter than arithmetic.
    private ExpressionSyntax ParseTextTest()
    {
        var left = ParseUnary();
        for (var length = 0; IsTextTestAhead && !IsChainTooLong(length); length++)
            left = ParseBinary(left, ParseUnary);
        return left;
    }

    private bool IsTextTestAhead => Current.Kind switch
    {
        TokenKind.Punctuation => TextSigns.Contains(Current.Text),
        TokenKind.Identifier => TextWords.Contains(Current.Text),
        _ => false,
    };

    private ExpressionSyntax ParseUnary()
    {
        if (!Current.IsSign("-") && !Current.IsSign("+"))
            return ParsePostfix();

        var sign = Next();
        if (!TryEnter())
        {
            Leave();
            return new MissingSyntax(Current.Span);
        }

        var operand = ParseUnary();
        Leave();
        return new UnarySyntax(sign.Text, operand, Since(sign.Span));
    }

    private ExpressionSyntax ParsePostfix()
    {
        var target = ParsePrimary();
        for (var length = 0; !IsChainTooLong(length); length++)
        {
            if (TrySign("."))
                target = ParseMember(target);
            else if (Current.IsSign("["))
                target = ParseIndex(target);
            else
                return target;
        }

        return target;
    }

    private ExpressionSyntax ParseMember(ExpressionSyntax target)
    {
        if (Current.IsSign("["))
            return ParseIndex(target);
        if (Current.Kind == TokenKind.Identifier && Ahead(1).IsSign("(") && Ahead(1).Span.Start == Current.Span.End)
            return new MethodCallSyntax(target, ParseCall(Next()), Since(target.Span));
        var member = ParseMemberName();
        return new MemberSyntax(target, member, Since(target.Span));
    }

    // workspace('x').Kube*: tables of another place may be a pattern.
    private NameSyntax ParseMemberName()
    {
        var name = ParseName();
        if (!Current.IsSign("*") || Current.Span.Start != name.Span.End || Ahead(1) is not ({ Kind: TokenKind.End } or { Kind: TokenKind.Punctuation, Text: ")" or "," or "|" or ";" }))
            return name;
        _at++;
        return new NameSyntax(name.Text + "*", Since(name.Span));
    }

    private IndexSyntax ParseIndex(ExpressionSyntax target)
    {
        ExpectSign("[");
        var index = ParseExpression();
        ExpectSign("]");
        return new IndexSyntax(target, index, Since(target.Span));
    }
}
