using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private InlineTable? BindDataTable(DataTableSyntax table, Scope scope)
    {
        var columns = table.Columns.Select(c => new KqlColumn(c.Name.Text, c.Type)).ToList();
        foreach (var twice in table.Columns.GroupBy(c => c.Name.Text).Where(g => g.Count() > 1))
            diagnostics.Add(KqlCodes.DuplicateColumn, twice.Last().Span, $"The column '{twice.Key}' is declared twice.");

        if (table.Cells.Count % columns.Count != 0)
        {
            diagnostics.Add(KqlCodes.ArgumentCount, table.Span,
                $"The datatable has {columns.Count} columns, but {table.Cells.Count} values do not fill whole rows.");
            return null;
        }

        var cells = table.Cells.Select((cell, i) => BindCell(cell, columns[i % columns.Count].Type, scope)).ToList();
        return new InlineTable(columns, [.. cells.Chunk(columns.Count)]);
    }

    private KqlExpression BindCell(ExpressionSyntax cell, KqlType type, Scope scope)
    {
        var value = BindValue(cell, scope with { Row = [] });
        if (value is LiteralExpression { Value: null })
            return new LiteralExpression(type, type == KqlType.String ? "" : null);
        return type == KqlType.Dynamic || value.Type == KqlType.Dynamic || KqlTypes.Common(value.Type, type) is not null
            ? Convert(value, type)
            : ConstantFolder.Fold(new ConvertExpression(value, type));
    }

    private InlineTable BindPrint(PrintSyntax print, Scope scope)
    {
        var items = BindItems(print.Items, scope with { Row = [] }, i => $"print_{i}");
        return new InlineTable([.. items.Select(i => i.Column)], [[.. items.Select(i => i.Value)]]);
    }

    private RangeTable? BindRange(RangeSyntax range, Scope scope)
    {
        var outer = scope with { Row = [] };
        var from = BindValue(range.From, outer);
        var to = BindValue(range.To, outer);
        var step = BindValue(range.Step, outer);
        if (from is BrokenExpression || to is BrokenExpression || step is BrokenExpression)
            return null;

        var type = from.Type is KqlType.DateTime or KqlType.TimeSpan ? from.Type : KqlTypes.Common(KqlTypes.Common(from.Type, to.Type) ?? from.Type, step.Type);
        var stepType = type == KqlType.DateTime ? KqlType.TimeSpan : type;
        if (type is null || !(type.Value.IsNumber || type is KqlType.DateTime or KqlType.TimeSpan))
        {
            diagnostics.Add(KqlCodes.TypeMismatch, range.Span, "'range' counts numbers, datetimes or timespans, from, to and step alike.");
            return null;
        }

        return new RangeTable(new KqlColumn(range.Name.Text, type.Value), Coerce(from, type.Value, range.From.Span),
            Coerce(to, type.Value, range.To.Span), Coerce(step, stepType!.Value, range.Step.Span));
    }

    // Whether its addresses may be read is for whoever runs the plan.
    private ExternalData? BindExternalData(ExternalDataSyntax external, Scope scope)
    {
        var columns = external.Columns.Select(c => new KqlColumn(c.Name.Text, c.Type)).ToList();
        var addresses = new List<string>();
        foreach (var address in external.Addresses)
        {
            if (BindValue(address, scope with { Row = [] }) is LiteralExpression { Value: string text })
                addresses.Add(text);
            else
                diagnostics.Add(KqlCodes.BadConstant, address.Span, "The address of external data is a constant string.");
        }

        if (addresses.Count < external.Addresses.Count)
            return null;
        var options = external.Options.DistinctBy(o => o.Name).ToDictionary(o => o.Name, o => o.Value, StringComparer.OrdinalIgnoreCase);
        return new ExternalData(columns, addresses, options);
    }
}
