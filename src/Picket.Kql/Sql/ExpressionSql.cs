using System.Globalization;
using System.Text;

namespace Picket.Kql.Sql;

/// <summary>Writes scalar expressions over one row; <paramref name="column"/> gives a column's SQL.</summary>
internal sealed partial class ExpressionSql(PlanSql plans, Func<string, SqlColumn> column)
{
    // Some forms write an operand twice; nested deep enough they would fill the memory.
    private const int MaxLength = 1 << 20;

    /// <summary>The value as it is handed on: a stored time stays a TIMESTAMP.</summary>
    public SqlColumn Pass(KqlExpression expression) => expression is ColumnExpression name ? column(name.Name) : new(Write(expression), false);

    /// <summary>A predicate of which only the rows where it is true matter: no care is taken to tell false from null.</summary>
    public string Condition(KqlExpression expression) => expression switch
    {
        LogicalExpression logical => Joined(logical, Condition),
        CompareExpression { Comparison: not Comparison.NotEqual } compare => Plain(compare),
        InListExpression test => InList(test),
        InTableExpression test => InTable(test),
        _ => Write(expression),
    };

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
        PathExpression path => $"nullif(CAST(json_extract({Json(path.Target)}, {Path(path.Steps)}) AS VARCHAR), 'null')",
        ElementExpression element => $"nullif(CAST(json_extract({Write(element.Target)}, {Index(element.Index)}) AS VARCHAR), 'null')",
        ConvertExpression { Operand: PathExpression path } convert => FromPath(path, convert.Type),
        ConvertExpression { Operand: ColumnExpression { Type: KqlType.Dynamic } name, Type: KqlType.String } => StoredText(column(name.Name).Text),
        ConvertExpression convert => ConversionSql.Convert(Write(convert.Operand), convert.Operand.Type, convert.Type),
        CompareExpression compare => Compare(compare),
        ArithmeticExpression arithmetic => Compute(arithmetic),
        TextTestExpression test => TextTest(test),
        HasListExpression test => HasList(test),
        InListExpression test => TwoValued(InList(test), test.Value.Type),
        InArrayExpression test => InArray(test),
        InTableExpression test => TwoValued(InTable(test), KqlType.Dynamic),
        LogicalExpression logical => Joined(logical, Write),
        NotExpression not => $"(NOT {Write(not.Operand)})",
        CallExpression call => WriteCall(call),
        ScalarTableExpression scalar => scalar.Type == KqlType.String ? $"COALESCE(({plans.Nested(scalar.Table)}), '')" : $"({plans.Nested(scalar.Table)})",
        _ => throw new InvalidOperationException($"No SQL for {expression.GetType().Name}."),
    };

    /// <summary>The texts of a dynamic array's elements, as a list; NULL for anything but an array.</summary>
    public static string Texts(string json) => $"TRY_CAST(CAST({json} AS JSON) AS VARCHAR[])";

    /// <summary>The call of a function that DuckDB does not have.</summary>
    public string Call(DuckDbFunction function, IEnumerable<KqlExpression> arguments) =>
        $"{function.SqlName}({string.Join(", ", arguments.Select(Write).Prepend(plans.Parameters.Function(function)))})";

    private static string Joined(LogicalExpression logical, Func<KqlExpression, string> write) =>
        $"({string.Join(logical.IsOr ? " OR " : " AND ", logical.Terms.Select(write))})";

    // Text that is not JSON has no properties; a path into it is null.
    private string Json(KqlExpression target) => target is CallExpression { Function: "parse_json", Arguments: [var text] }
        ? $"CASE WHEN json_valid({Write(text)}) THEN {Write(text)} END"
        : Write(target);

    // Only a JSON string reads differently from its JSON text; all else need not be parsed.
    private static string StoredText(string json) => $"COALESCE(CASE WHEN starts_with({json}, '\"') THEN json_extract_string({json}, '$') ELSE {json} END, '')";

    private string FromPath(PathExpression path, KqlType type)
    {
        var text = $"json_extract_string({Json(path.Target)}, {Path(path.Steps)})";
        return type == KqlType.String ? $"COALESCE({text}, '')" : ConversionSql.FromText(text, type);
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

    private string Index(KqlExpression index) => index.Type == KqlType.String
        ? $"'$.\"' || replace({Write(index)}, '\"', '\\\"') || '\"'"
        : $"'$[' || CASE WHEN {Write(index)} < 0 THEN '#' ELSE '' END || CAST({Write(index)} AS VARCHAR) || ']'";

    private static string TwoValued(string test, KqlType type) => type == KqlType.String ? test : $"COALESCE({test}, FALSE)";
}
