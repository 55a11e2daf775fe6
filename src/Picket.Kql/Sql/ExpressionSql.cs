using System.Globalization;
using System.Text;

namespace Picket.Kql.Sql;

/// <summary>Writes scalar expressions over one row; <paramref name="column"/> gives a column's SQL.</summary>
internal sealed partial class ExpressionSql(PlanSql plans, Func<string, SqlColumn> column)
{
    public PlanSql Plans => plans;

    // Some forms write an operand twice; nested deep enough they would fill the memory.
    private const int MaxLength = 1 << 20;

    /// <summary>The value as it is handed on: a stored time stays a TIMESTAMP.</summary>
    public SqlColumn Pass(KqlExpression expression) => expression is ColumnExpression name ? column(name.Name) : new(Write(expression), false);

    /// <summary>A predicate of which only the rows where it is true matter: no care is taken to tell false from null.</summary>
    public string Condition(KqlExpression expression) => expression switch
    {
        LogicalExpression logical => Joined(logical, Condition),
        CompareExpression { Comparison: Comparison.Equal, Right: LiteralExpression { Value: string { Length: > 0 } } } compare => $"({Loose(compare.Left)} = {Write(compare.Right)})",
        CompareExpression { Comparison: not Comparison.NotEqual } compare => Plain(compare),
        TextTestExpression { Pattern: LiteralExpression { Value: string { Length: > 0 } } } test => TextTest(test, Loose(test.Text)),
        InListExpression test => InList(test),
        InTableExpression test => InTable(test),
        _ => Write(expression),
    };

    // A missing text is as little what a predicate looks for as an empty one, so it need not be made empty first.
    private string Loose(KqlExpression text) =>
        text is ConvertExpression { Type: KqlType.String, Operand: PathExpression path } ? Extracted("json_extract_string", path) : Write(text);

    /// <summary>The value, with KQL's nulls; a string is never NULL.</summary>
    public string Write(KqlExpression expression)
    {
        var text = WriteUnmeasured(expression);
        return text.Length <= MaxLength ? text : throw new KqlRunException(KqlCodes.TooLarge, "The query's SQL grows too long. Write it in fewer or simpler steps.");
    }

    private string WriteUnmeasured(KqlExpression expression) => expression switch
    {
        LiteralExpression literal => plans.Parameters.Literal(literal),
        ColumnExpression name => column(name.Name).Value,
        PathExpression path => $"nullif(CAST({Extracted("json_extract", path)} AS VARCHAR), 'null')",
        ElementExpression => Computed(expression),
        ConvertExpression convert => ConversionSql.Write(convert.Operand, convert.Type, this),
        CompareExpression { Left.Type: KqlType.Dynamic } compare => Computed(compare),
        CompareExpression compare => Compare(compare),
        ArithmeticExpression arithmetic => Compute(arithmetic),
        TextTestExpression test => TextTest(test, Write(test.Text)),
        HasListExpression test => HasList(test),
        InListExpression test => TwoValued(InList(test), test.Value.Type),
        InArrayExpression test => InArray(test),
        InTableExpression test => TwoValued(InTable(test), KqlType.Dynamic),
        LogicalExpression logical => Joined(logical, Write),
        NotExpression not => $"(NOT {Write(not.Operand)})",
        CallExpression call => WriteCall(call),
        ScalarTableExpression scalar => FirstCell(scalar),
        _ => throw new InvalidOperationException($"No SQL for {expression.GetType().Name}."),
    };

    /// <summary>The call of a function that DuckDB does not have.</summary>
    public string Call(DuckDbFunction function, IEnumerable<KqlExpression> arguments) => Call(function, [.. arguments.Select(Write)]);

    /// <summary>The same with arguments that are SQL already.</summary>
    public string Call(DuckDbFunction function, params ReadOnlySpan<string> arguments) =>
        $"{function.SqlName}({string.Join(", ", [plans.Parameters.Function(function), .. arguments])})";

    private static string Joined(LogicalExpression logical, Func<KqlExpression, string> write) =>
        $"({string.Join(logical.IsOr ? " OR " : " AND ", logical.Terms.Select(write))})";

    /// <summary>What stands at a path, as text; never NULL.</summary>
    public string PathText(PathExpression path) => $"COALESCE({Extracted("json_extract_string", path)}, '')";

    /// <summary>What stands at a path, as JSON text that may be <c>null</c>; NULL where there is nothing.</summary>
    public string PathJson(PathExpression path) => $"CAST({Extracted("json_extract", path)} AS VARCHAR)";

    // Text that is not JSON has no properties; a path into it is null. What is stored as dynamic is JSON.
    private string Extracted(string function, PathExpression path) => path.Target is CallExpression { Function: "parse_json", Arguments: [var text] }
        ? $"TRY({function}({Write(text)}, {Path(path.Steps)}))"
        : $"{function}({Write(path.Target)}, {Path(path.Steps)})";

    private string FirstCell(ScalarTableExpression scalar)
    {
        var name = SqlTypes.Names(scalar.Table.Columns)[scalar.Table.Columns[0].Name];
        var cell = $"(SELECT {name} FROM ({plans.Nested(scalar.Table)}) LIMIT 1)";
        return scalar.Type == KqlType.String ? $"COALESCE({cell}, '')" : cell;
    }

    // A path of plain names is written out; any other travels as a parameter.
    private string Path(IReadOnlyList<PathStep> steps)
    {
        var path = new StringBuilder("$");
        foreach (var step in steps)
        {
            if (step.Property is { } property)
                path.Append(".\"").Append(property.Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
            else
                path.Append('[').Append(step.Element < 0 ? "#" : "").Append(step.Element.ToString(CultureInfo.InvariantCulture)).Append(']');
        }

        var isPlain = steps.All(s => s.Property is null || s.Property.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/'));
        return isPlain ? $"'{path}'" : plans.Parameters.Text(path.ToString());
    }

    private static string TwoValued(string test, KqlType type) => type == KqlType.String ? test : $"COALESCE({test}, FALSE)";
}
