using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    // geo_…_lookup(table, its column of shapes, longitude, latitude [, radius] [, return_unmatched] [, lookup_area_radius] [, return_lookup_key]);
    // once the column of shapes came after the latitude. The area radius only bears on speed.
    private Plugin? BindGeoLookup(KqlPlan input, PluginArguments arguments, Scope scope)
    {
        const int Keys = 4;
        if (arguments.Placed.Count < Keys)
        {
            ReportPlugin(arguments.Call.Span, $"'{arguments.Plugin}' takes a table, the table's column of shapes, a longitude and a latitude.");
            return null;
        }

        if (!TryBindTable(arguments.Placed[0], scope with { Row = [] }, out var table))
            return null;
        var shapeIsLast = arguments.Placed[1] is not NameExpressionSyntax named || table.Columns.All(c => c.Name != named.Name || c.Type != KqlType.Dynamic);
        var (shape, longitude, latitude) = shapeIsLast
            ? (arguments.Placed[3], arguments.Placed[1], arguments.Placed[2]) : (arguments.Placed[1], arguments.Placed[2], arguments.Placed[3]);
        var key = BindValue(shape, scope with { Row = [.. table.Columns] });
        KqlExpression[] point =
        [
            Coerce(BindValue(longitude, scope), KqlType.Real, longitude.Span), Coerce(BindValue(latitude, scope), KqlType.Real, latitude.Span),
        ];
        var options = GeoLookupOptions(arguments, Keys);
        if (key is not ColumnExpression { Type: KqlType.Dynamic } column || point.Any(p => p is BrokenExpression) || options is not { } given)
        {
            if (diagnostics.Count == 0)
                ReportPlugin(arguments.Call.Span, $"'{arguments.Plugin}' takes a dynamic column of its table, numbers as radii, and true or false for 'return_unmatched' and 'return_lookup_key'.");
            return null;
        }

        var names = input.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        List<KqlColumn> schema = [.. input.Columns];
        foreach (var other in table.Columns.Where(c => given.KeepsKey || c.Name != column.Name))
        {
            var name = names.Contains(other.Name) ? Unused(other.Name, names) : other.Name;
            names.Add(name);
            schema.Add(other with { Name = name });
        }

        return new Plugin(
            arguments.Plugin, [input, table],
            [
                .. point, new LiteralExpression(KqlType.String, column.Name), new LiteralExpression(KqlType.Real, given.Radius),
                new LiteralExpression(KqlType.Bool, given.KeepsUnmatched), new LiteralExpression(KqlType.Bool, given.KeepsKey),
            ],
            schema);
    }

    // Numbers are radii, truth values flags, each in its order; a name goes before a place. Null when one is neither.
    private static (double? Radius, bool KeepsUnmatched, bool KeepsKey)? GeoLookupOptions(PluginArguments arguments, int from)
    {
        var placed = arguments.Placed.Skip(from).Select(Constant).ToList();
        var flags = placed.OfType<bool>().ToList();
        var radius = arguments.Find("radius", -1) is { } named ? Constant(named) : placed.Find(p => p is double);
        var unmatched = arguments.Find("return_unmatched", -1) is { } first ? Constant(first) : flags.Count > 0 && flags[0];
        var key = arguments.Find("return_lookup_key", -1) is { } second ? Constant(second) : flags.Count > 1 && flags[1];
        return placed.Contains(null) || radius is not (null or double) || unmatched is not bool keepsUnmatched || key is not bool keepsKey
            ? null : ((double?)radius, keepsUnmatched, keepsKey);

        static object? Constant(ExpressionSyntax syntax) => syntax is not LiteralSyntax literal ? null : literal.Value switch
        {
            bool flag => flag,
            long or int or double or decimal => System.Convert.ToDouble(literal.Value, System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };
    }
}
