using System.Text.Json;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private static InlineTable SchemaOf(KqlPlan input)
    {
        KqlColumn[] columns = [new("ColumnName", KqlType.String), new("ColumnOrdinal", KqlType.Long), new("DataType", KqlType.String), new("ColumnType", KqlType.String)];
        return new InlineTable(columns, [.. input.Columns.Select((c, i) => (IReadOnlyList<KqlExpression>)
        [
            new LiteralExpression(KqlType.String, c.Name), new LiteralExpression(KqlType.Long, (long)i),
            new LiteralExpression(KqlType.String, ClrName(c.Type)), new LiteralExpression(KqlType.String, c.Type.Word),
        ])]);
    }

    // The names that the service's own 'getschema' gives.
    private static string ClrName(KqlType type) => type switch
    {
        KqlType.Bool => "System.SByte",
        KqlType.Int => "System.Int32",
        KqlType.Long => "System.Int64",
        KqlType.Real => "System.Double",
        KqlType.Decimal => "System.Data.SqlTypes.SqlDecimal",
        KqlType.String => "System.String",
        KqlType.DateTime => "System.DateTime",
        KqlType.TimeSpan => "System.TimeSpan",
        KqlType.Guid => "System.Guid",
        KqlType.Dynamic => "System.Object",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a KQL type."),
    };

    // Names that no column has are passed over.
    private Project BindProjectByNames(KqlPlan input, ProjectByNamesSyntax project, Scope scope)
    {
        var named = new List<KqlColumn>();
        foreach (var item in project.Names)
        {
            foreach (var name in ConstantNames(item, scope))
                named.AddRange(input.Columns.Where(c => !named.Contains(c) && IsMatch(name, c.Name)));
        }

        return new Project(input, [.. named.Select(Same)]);
    }

    private IEnumerable<string> ConstantNames(ExpressionSyntax syntax, Scope scope)
    {
        var value = BindValue(syntax, scope with { Row = [] });
        if (value is LiteralExpression { Type: KqlType.String, Value: string name })
            return [name];
        if (ArrayItems(value) is { } items)
            return items.Select(i => KqlFormat.Text(i.Value));
        if (value is not BrokenExpression)
            diagnostics.Add(KqlCodes.BadConstant, syntax.Span, "Names of columns are constant strings or arrays of them.");
        return [];
    }

    private KqlExpression BindColumnNames(CallSyntax call, Scope scope)
    {
        if (!IsCountRight(call, 1, 1) || !TryBindTable(call.Arguments[0], scope with { Row = [] }, out var table))
            return BrokenExpression.Instance;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.Compact))
        {
            json.WriteStartArray();
            foreach (var column in table.Columns)
                json.WriteStringValue(JsonText.WellFormed(column.Name));
            json.WriteEndArray();
        }

        return new LiteralExpression(KqlType.Dynamic, System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }

    // When the row came in; rows that do not know it say when it was written.
    private static KqlExpression IngestionTime(Scope scope)
    {
        var column = scope.FindColumn("_TimeReceived") ?? scope.FindColumn("TimeGenerated");
        return column is { Type: KqlType.DateTime } ? Same(column).Value : Null(KqlType.DateTime);
    }
}
