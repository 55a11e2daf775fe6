namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    // Statements other than 'let' and queries; null where the words mean none of them.
    private StatementSyntax? ParseDeclaration()
    {
        var start = Current.Span;
        switch (Current.Text, Ahead(1).Text)
        {
            case ("set", _):
                return ParseSet();
            case ("declare", "query_parameters"):
                Skip(2);
                return ParseQueryParameters(start);
            case ("declare", "pattern"):
                return ParseForCluster("'declare pattern'", "Write a 'let' function in its place.");
            case ("alias", "database"):
                return ParseForCluster("'alias database'", "There is one database here; name its tables alone.");
            case ("restrict", "access"):
                Skip(2);
                return ParseRestrict(start);
            default:
                return null;
        }
    }

    private SetSyntax ParseSet()
    {
        var start = Next().Span;
        var name = ParseName();
        var value = TrySign("=") ? ParseUnary() : null;
        return new SetSyntax(name, value, Since(start));
    }

    private DeclareParametersSyntax ParseQueryParameters(TextSpan start)
    {
        ExpectSign("(");
        var parameters = Current.IsSign(")") ? [] : List(ParseParameter);
        ExpectSign(")");
        return new DeclareParametersSyntax(parameters, Since(start));
    }

    private RestrictSyntax ParseRestrict(TextSpan start)
    {
        ExpectWord("to");
        ExpectSign("(");
        var entities = List(ParseEntity);
        ExpectSign(")");
        return new RestrictSyntax(entities, Since(start));
    }

    // T, A*, database().*, database("x").T: the database is always this one.
    private PatternSyntax ParseEntity()
    {
        var start = Current.Span;
        if (Current.IsWord("database") && Ahead(1).IsSign("("))
        {
            ParseCall(Next());
            ExpectSign(".");
        }

        return ParsePattern() with { Span = Since(start) };
    }

    private ClusterStatementSyntax ParseForCluster(string what, string advice)
    {
        var span = Current.Span.To(Ahead(1).Span);
        for (var open = 0; Current.Kind != TokenKind.End && !(open == 0 && Current.IsSign(";")); _at++)
        {
            if (Current is { Kind: TokenKind.Punctuation, Text: "{" })
                open++;
            else if (Current is { Kind: TokenKind.Punctuation, Text: "}" })
                open--;
        }

        return new ClusterStatementSyntax(what, advice, span);
    }
}
