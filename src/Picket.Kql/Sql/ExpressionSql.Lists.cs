using Picket.Kql.Values;

namespace Picket.Kql.Sql;

internal sealed partial class ExpressionSql
{
    // More are found faster in a set, though each text is then made a string.
    private const int MostTestedOneByOne = 8;

    private string InList(InListExpression test)
    {
        // Nothing is like null.
        var items = test.Items.Where(i => i is not LiteralExpression { Value: null, Type: not KqlType.String }).ToList();
        if (items.Count == 0)
            return "FALSE";
        if (test.IgnoreCase && items.All(i => i is LiteralExpression))
            return InTexts(test.Value, [.. items.Select(i => ((LiteralExpression)i).Value as string ?? "")]);
        if (test.Value is ColumnExpression name && column(name.Name) is { IsTimestamp: true } time && items.All(IsWholeTime))
            return $"({time.Text} IN ({string.Join(", ", items.Select(i => plans.Parameters.Timestamp((DateTime)((LiteralExpression)i).Value!)))}))";
        return $"({Folded(test.Value, test.IgnoreCase)} IN ({string.Join(", ", items.Select(i => Folded(i, test.IgnoreCase)))}))";
    }

    private static bool IsWholeTime(KqlExpression item) =>
        item is LiteralExpression { Value: DateTime time } && time.Ticks % TimeSpan.TicksPerMicrosecond == 0;

    private string InTexts(KqlExpression value, IReadOnlyList<string> texts)
    {
        var set = texts.ToHashSet(StringComparer.OrdinalIgnoreCase);
        Utf8Test[] tests = [.. set.Select(t => TextTests.Utf8Matcher(Kql.TextTest.EqualIgnoringCase, t, false))];
        return Call(
            new DuckDbFunction("in~", [KqlType.String], KqlType.Bool, false, a => set.Contains((string)a[0]!))
            {
                Test = set.Count <= MostTestedOneByOne ? text => Any(tests, text) : text => set.Contains(System.Text.Encoding.UTF8.GetString(text)),
            },
            [value]);
    }

    private string InArray(InArrayExpression test)
    {
        var comparison = test.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return Call(new DuckDbFunction("in", [KqlType.String, KqlType.Dynamic], KqlType.Bool, false, IsAmong), [test.Value, test.Array]);

        object? IsAmong(object?[] arguments) => arguments[1] is string json && DynamicJson.TryParse(json, out var value) && value is object?[] elements
            && elements.Any(e => e is not null && string.Equals(KqlFormat.Text(e), (string?)arguments[0], comparison));
    }

    private string InTable(InTableExpression test)
    {
        var name = SqlTypes.Quote(test.Table.Columns[0].Name);
        return $"({Folded(test.Value, test.IgnoreCase)} IN (SELECT {(test.IgnoreCase ? $"lower({name})" : name)} FROM ({plans.Nested(test.Table)}) WHERE {name} IS NOT NULL))";
    }

    private string Folded(KqlExpression value, bool isWanted) => isWanted ? $"lower({Write(value)})" : Write(value);
}
