using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class ExpressionCompiler
{
    private RowValue CompileHasList(HasListExpression test)
    {
        var text = Compile(test.Text);
        var terms = Compile(test.Terms);
        var isAll = test.IsAll;
        return row =>
        {
            var tested = (string)text(row)!;
            return KqlValues.Of(terms(row) is object?[] listed
                && (isAll ? listed.All(term => KqlTerms.Has(tested, KqlFormat.Text(term))) : listed.Any(term => KqlTerms.Has(tested, KqlFormat.Text(term)))));
        };
    }

    private RowValue CompileInList(InListExpression test)
    {
        var value = Compile(test.Value);
        var equality = ValueEquality.For(test.IgnoreCase);
        if (test.Items.All(i => i is LiteralExpression))
        {
            var set = test.Items.Select(i => ValueOf((LiteralExpression)i)).Where(v => v is not null).ToHashSet(equality);
            return row => KqlValues.Of(value(row) is { } sought && set.Contains(sought));
        }

        var items = Compile(test.Items);
        return row => KqlValues.Of(value(row) is { } sought && items.Any(item => equality.Equals(item(row), sought)));
    }

    private RowValue CompileInArray(InArrayExpression test)
    {
        var value = Compile(test.Value);
        var array = Compile(test.Array);
        var comparison = test.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return row =>
        {
            var sought = (string)value(row)!;
            return KqlValues.Of(array(row) is object?[] elements
                && elements.Any(e => e is not null && string.Equals(KqlFormat.Text(e), sought, comparison)));
        };
    }

    private RowValue CompileInTable(InTableExpression test)
    {
        var value = Compile(test.Value);
        var table = plans.Compile(test.Table);
        var equality = ValueEquality.For(test.IgnoreCase);
        var set = OnceOf(test.Table, () => SetOf(table, equality));
        return row => KqlValues.Of(value(row) is { } sought && set().Contains(sought));
    }

    private HashSet<object?> SetOf(RowSource table, ValueEquality equality)
    {
        using var held = new HeldRows(running);
        var set = new HashSet<object?>(equality);
        foreach (var row in table())
        {
            if (row[0] is { } value && set.Add(value))
                held.Add(value);
        }

        return set;
    }
}
