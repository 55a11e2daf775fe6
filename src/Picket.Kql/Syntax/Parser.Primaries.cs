namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    private ExpressionSyntax ParsePrimary()
    {
        var token = Current;
        if (token.Kind == TokenKind.Literal)
        {
            _at++;
            return new LiteralSyntax(token.Type, token.Value, token.Span);
        }

        if (TrySign("("))
            return ParseParenthesis();
        if (TrySign("*"))
            return new StarSyntax(token.Span);
        if (IsBracketName)
            return new NameExpressionSyntax(ParseBracketName().Text, Since(token.Span));
        if (token.Kind == TokenKind.Identifier)
            return ParseWord();

        Unexpected("an expression");
        return new MissingSyntax(new TextSpan(token.Span.Start, 0));
    }

    private ExpressionSyntax ParseParenthesis()
    {
        var inside = ParsePipe();
        ExpectSign(")");
        return inside;
    }

    private ExpressionSyntax ParseWord()
    {
        var token = Next();
        if (token.Text is "true" or "True" or "TRUE")
            return new LiteralSyntax(KqlType.Bool, true, token.Span);
        if (token.Text is "false" or "False" or "FALSE")
            return new LiteralSyntax(KqlType.Bool, false, token.Span);
        if (!Current.IsSign("("))
            return new NameExpressionSyntax(token.Text, token.Span);

        return token.Text switch
        {
            "dynamic" => ParseDynamic(token.Span),
            "typeof" => ParseTypeOf(token.Span),
            _ => ParseCall(token),
        };
    }

    private CallSyntax ParseCall(Token name)
    {
        ExpectSign("(");
        IReadOnlyList<ExpressionSyntax> arguments = Current.IsSign(")") ? [] : List(ParseArgument);
        ExpectSign(")");
        return new CallSyntax(new NameSyntax(name.Text, name.Span), arguments, Since(name.Span));
    }

    private ExpressionSyntax ParseArgument() => Ahead(1).IsSign("=") ? ParseItem() : ParsePipe();

    private TypeSyntax ParseTypeOf(TextSpan start)
    {
        ExpectSign("(");
        if (Current.IsSign("*") || Ahead(1).IsSign(":"))
        {
            // The columns of a table, as plug-ins that run code take them.
            SkipOperator();
            ExpectSign(")");
            return new TypeSyntax(KqlType.Dynamic, Since(start));
        }

        var type = ParseType();
        ExpectSign(")");
        return new TypeSyntax(type, Since(start));
    }

    /// <summary>An item of <c>project</c>, <c>extend</c>, <c>summarize</c>, <c>print</c>: an expression that may have a name.</summary>
    private ExpressionSyntax ParseItem()
    {
        var start = Current.Span;
        if (IsTupleNameAhead())
        {
            ExpectSign("(");
            var names = List(ParseName);
            ExpectSign(")");
            ExpectSign("=");
            return new NamedSyntax(names, ParseExpression(), Since(start));
        }

        var isNamed = Current.Kind == TokenKind.Identifier ? Ahead(1).IsSign("=") : IsBracketName && Ahead(3).IsSign("=");
        if (!isNamed)
            return ParseExpression();
        var name = ParseName();
        ExpectSign("=");
        return new NamedSyntax([name], ParseExpression(), Since(start));
    }

    private bool IsTupleNameAhead()
    {
        if (!Current.IsSign("("))
            return false;
        var at = 1;
        while (Ahead(at).Kind == TokenKind.Identifier && Ahead(at + 1).IsSign(","))
            at += 2;
        return Ahead(at).Kind == TokenKind.Identifier && Ahead(at + 1).IsSign(")") && Ahead(at + 2).IsSign("=");
    }
}
