using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    /// <summary>What <c>render</c> asked for.</summary>
    public KqlRender Render { get; private set; } = KqlRender.None;

    private static KqlRender RenderOf(RenderSyntax render)
    {
        var properties = render.Options.GroupBy(o => o.Name.ToLowerInvariant()).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);
        return new KqlRender(render.Chart)
        {
            Kind = properties.GetValueOrDefault("kind", ""),
            Title = properties.GetValueOrDefault("title", ""),
            XColumn = properties.GetValueOrDefault("xcolumn", ""),
            YColumns = Names("ycolumns"),
            Series = Names("series"),
            Properties = properties,
        };

        string[] Names(string property) =>
            properties.GetValueOrDefault(property, "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
