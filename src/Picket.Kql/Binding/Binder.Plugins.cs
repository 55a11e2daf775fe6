using System.Collections.Frozen;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    // They run code or read data from elsewhere, which a query here may not.
    private static readonly FrozenDictionary<string, string> RefusedPlugins = new Dictionary<string, string>
    {
        ["python"] = "runs code",
        ["r"] = "runs code",
        ["csharp"] = "runs code",
        ["sql_request"] = "asks another database",
        ["mysql_request"] = "asks another database",
        ["postgresql_request"] = "asks another database",
        ["cosmosdb_sql_request"] = "asks another database",
        ["azure_digital_twins_query_request"] = "asks another service",
        ["http_request"] = "asks another service",
        ["http_request_post"] = "asks another service",
        ["ai_embed_text"] = "asks another service",
        ["ai_embeddings"] = "asks another service",
        ["ai_chat_completion"] = "asks another service",
        ["ai_chat_completion_prompt"] = "asks another service",
        ["infer_storage_schema"] = "reads files of a storage account",
        ["infer_storage_schema_with_suggestions"] = "reads files of a storage account",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private KqlPlan? BindEvaluate(KqlPlan input, EvaluateSyntax evaluate, Scope scope)
    {
        var arguments = new PluginArguments(evaluate.Call);
        if (RefusedPlugins.TryGetValue(arguments.Plugin, out var reason))
        {
            ReportPlugin(evaluate.Call.Function.Span, $"The plug-in '{arguments.Plugin}' {reason} and is not allowed here.");
            return null;
        }

        var plan = arguments.Plugin switch
        {
            "bag_unpack" => BindBagUnpack(input, arguments, evaluate.Schema, scope),
            "pivot" => BindPivot(input, arguments, evaluate.Schema, scope),
            "narrow" => BindNarrow(input),
            "dcount_intersect" => BindDistinctIntersect(input, arguments, scope),
            "ipv4_lookup" or "ipv6_lookup" => BindAddressLookup(input, arguments, scope),
            "geo_polygon_lookup" or "geo_line_lookup" => BindGeoLookup(input, arguments, scope),
            _ => BindListedPlugin(input, arguments, evaluate.Schema, scope),
        };
        return plan;
    }

    private void ReportPlugin(TextSpan span, string message) => diagnostics.Add(KqlCodes.Plugin, span, message);

    /// <summary>The value of a constant argument; the fallback where it is not given, null (and reported) where it is wrong.</summary>
    private T? ConstantArgument<T>(PluginArguments arguments, string name, int place, T fallback, Scope scope)
        where T : class
    {
        if (arguments.Find(name, place) is not { } syntax)
            return fallback;
        if (BindValue(syntax, scope with { Row = [] }) is LiteralExpression { Value: T value })
            return value;
        ReportPlugin(syntax.Span, $"'{name}' of the plug-in '{arguments.Plugin}' is a constant.");
        return null;
    }

    private static List<KqlColumn> SchemaColumns(OutputSchemaSyntax schema, IReadOnlyList<KqlColumn> input)
    {
        var listed = schema.Columns.Select(c => new KqlColumn(c.Name.Text, c.Type)).ToList();
        return schema.HasStar ? [.. input.Where(c => listed.All(l => l.Name != c.Name)), .. listed] : listed;
    }

    private static Plugin BindNarrow(KqlPlan input) => new("narrow", [input], [],
        [new KqlColumn("Row", KqlType.Long), new KqlColumn("Column", KqlType.String), new KqlColumn("Value", KqlType.String)]);

    // ipv4_lookup(table, address, its column of networks [, further columns alike in both …] [, return_unmatched])
    private Plugin? BindAddressLookup(KqlPlan input, PluginArguments arguments, Scope scope)
    {
        var placed = arguments.Placed.ToList();
        var unmatched = arguments.Find("return_unmatched", -1);
        if (unmatched is null && placed.Count > 3 && placed[^1] is LiteralSyntax { Type: KqlType.Bool } last)
        {
            unmatched = last;
            placed.Remove(last);
        }

        if (placed.Count < 3 || unmatched is not (null or LiteralSyntax { Value: bool }))
        {
            ReportPlugin(arguments.Call.Span, $"'{arguments.Plugin}' takes a table, an address, the table's column of networks, and true or false for 'return_unmatched'.");
            return null;
        }

        if (!TryBindTable(placed[0], scope with { Row = [] }, out var table))
            return null;
        var address = Coerce(BindValue(placed[1], scope), KqlType.String, placed[1].Span);
        var inTable = scope with { Row = [.. table.Columns] };
        var network = BindValue(placed[2], inTable);
        var extra = placed.Skip(3).Select(e => (Name: (e as NameExpressionSyntax)?.Name, Own: BindValue(e, scope), Other: BindValue(e, inTable))).ToList();
        if (address is BrokenExpression || network is not ColumnExpression || extra.Any(e => e.Own is not ColumnExpression || e.Other is not ColumnExpression))
        {
            if (diagnostics.Count == 0)
                ReportPlugin(arguments.Call.Span, $"The keys of '{arguments.Plugin}' are columns.");
            return null;
        }

        var names = table.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        List<KqlColumn> schema = [.. table.Columns];
        foreach (var column in input.Columns)
        {
            var name = names.Contains(column.Name) ? Unused(column.Name, names) : column.Name;
            names.Add(name);
            schema.Add(column with { Name = name });
        }

        // The columns of the table are told by name: an argument is computed over the rows of the first relation.
        List<KqlExpression> keys =
        [
            address, Name((ColumnExpression)network), new LiteralExpression(KqlType.Bool, unmatched is LiteralSyntax { Value: true }),
            .. extra.SelectMany(e => new[] { e.Own, Name((ColumnExpression)e.Other) }),
        ];
        return new Plugin(arguments.Plugin, [input, table], keys, schema);

        static LiteralExpression Name(ColumnExpression column) => new(KqlType.String, column.Name);
    }
}
