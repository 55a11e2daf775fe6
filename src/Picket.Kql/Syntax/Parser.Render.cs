namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    // render timechart with (title = 'x'), or the older form without 'with' and parentheses.
    private RenderSyntax ParseRender(TextSpan start)
    {
        var chart = ParseName().Text;
        var options = TryWord("with") ? ParseProperties() : ParseLegacyProperties();
        return new RenderSyntax(chart, options, start);
    }

    private List<OptionSyntax> ParseLegacyProperties()
    {
        var options = new List<OptionSyntax>();
        while (Current.Kind == TokenKind.Identifier && (Ahead(1).IsSign("=") || Current.IsWord("by")))
        {
            var name = Next();
            if (!name.IsWord("by"))
                ExpectSign("=");
            options.Add(new OptionSyntax(name.IsWord("by") ? "series" : name.Text, ParsePropertyValue(), Since(name.Span)));
        }

        return options;
    }
}
