using System.Globalization;
using System.Text;

namespace Picket.Kql.Sql;

/// <summary>Writes scalar expressions over one row; <paramref name="column"/> gives a column's SQL.</summary>
internal sealed class ExpressionSql(PlanSql plans, Func<string, string> column)
{
    /// <summary>Microseconds from 0001-01-01, where KQL starts to count, to 1970-01-01, where DuckDB does.</summary>
    public const string EpochOffset = "62135596800000000";

    /// <summary>A predicate of which only the rows where it is true matter: no care is taken to tell false from null.</summary>
    public string Condition(KqlExpression expression) => expression switch
    {
        LogicalExpression logical => Joined(logical, Condition),
        CompareExpression { Comparison: not Comparison.NotEqual } compare => $"({Write(compare.Left)} {Sign(compare.Comparison)} {Write(compare.Right)})",
        InListExpression test => InList(test),
        InTableExpression test => InTable(test),
        _ => Write(expression),
    };

    /// <summary>The value, with KQL's nulls; a string is never NULL.</summary>
    public string Write(KqlExpression expression) => expression switch
    {
        LiteralExpression literal => plans.Parameters.Literal(literal),
        ColumnExpression name => column(name.Name),
        PathExpression path => $"nullif(CAST(json_extract({Json(path.Target)}, {Path(path.Steps)}) AS VARCHAR), 'null')",
        ElementExpression element => $"nullif(CAST(json_extract({Write(element.Target)}, {Index(element.Index)}) AS VARCHAR), 'null')",
        ConvertExpression { Operand: PathExpression path } convert => FromPath(path, convert.Type),
        ConvertExpression { Operand: ColumnExpression { Type: KqlType.Dynamic } name, Type: KqlType.String } => StoredText(column(name.Name)),
        ConvertExpression convert => ConversionSql.Convert(Write(convert.Operand), convert.Operand.Type, convert.Type),
        CompareExpression compare => Compare(compare),
        ArithmeticExpression arithmetic => Compute(arithmetic),
        TextTestExpression test => TextTest(test),
        HasListExpression test => HasList(test),
        InListExpression test => TwoValued(InList(test), test.Value.Type),
        InArrayExpression test => $"COALESCE(list_contains({Folded(Texts(Write(test.Array)), test.IgnoreCase)}, {Lower(test.Value, test.IgnoreCase)}), FALSE)",
        InTableExpression test => TwoValued(InTable(test), KqlType.Dynamic),
        LogicalExpression logical => Joined(logical, Write),
        NotExpression not => $"(NOT {Write(not.Operand)})",
        CallExpression call => FunctionSql.Write(call, this),
        ScalarTableExpression scalar => scalar.Type == KqlType.String ? $"COALESCE(({plans.Nested(scalar.Table)}), '')" : $"({plans.Nested(scalar.Table)})",
        _ => throw new InvalidOperationException($"No SQL for {expression.GetType().Name}."),
    };

    /// <summary>The texts of a dynamic array's elements, as a list; NULL for anything but an array.</summary>
    public static string Texts(string json) => $"TRY_CAST(CAST({json} AS JSON) AS VARCHAR[])";

    private static string Joined(LogicalExpression logical, Func<KqlExpression, string> write) =>
        $"({string.Join(logical.IsOr ? " OR " : " AND ", logical.Terms.Select(write))})";

    // Text that is not JSON has no properties; a path into it is null.
    private string Json(KqlExpression target) => target is CallExpression { Function: "parse_json", Arguments: [var text] }
        ? FunctionSql.ValidJson(Write(text))
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

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "<>",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison."),
    };

    // A value is unlike null, and null is neither like nor unlike null.
    private string Compare(CompareExpression compare)
    {
        var (left, right) = (Write(compare.Left), Write(compare.Right));
        var plain = $"({left} {Sign(compare.Comparison)} {right})";
        if (compare.Left.Type == KqlType.String || compare.Comparison is not (Comparison.Equal or Comparison.NotEqual))
            return plain;
        var other = compare.Comparison == Comparison.Equal ? "FALSE" : "TRUE";
        if (compare.Left is LiteralExpression { Value: not null } || compare.Right is LiteralExpression { Value: not null })
            return $"COALESCE({plain}, {other})";
        return $"CASE WHEN {left} IS NULL AND {right} IS NULL THEN NULL ELSE COALESCE({plain}, {other}) END";
    }

    private string Compute(ArithmeticExpression arithmetic)
    {
        var (left, right) = (Write(arithmetic.Left), Write(arithmetic.Right));
        return (arithmetic.Operation, arithmetic.Left.Type, arithmetic.Right.Type) switch
        {
            (Arithmetic.Subtract, KqlType.DateTime, KqlType.DateTime) => $"((epoch_us({left}) - epoch_us({right})) * 10)",
            (Arithmetic.Add, KqlType.DateTime, _) => $"({left} + to_microseconds({right} // 10))",
            (Arithmetic.Add, _, KqlType.DateTime) => $"({right} + to_microseconds({left} // 10))",
            (Arithmetic.Subtract, KqlType.DateTime, _) => $"({left} - to_microseconds({right} // 10))",
            (Arithmetic.Add, _, _) => $"({left} + {right})",
            (Arithmetic.Subtract, _, _) => $"({left} - {right})",
            (Arithmetic.Multiply, _, _) when arithmetic.Type == KqlType.TimeSpan => $"CAST({left} * {right} AS BIGINT)",
            (Arithmetic.Multiply, _, _) => $"({left} * {right})",
            (Arithmetic.Divide, KqlType.TimeSpan, KqlType.TimeSpan) => $"(CAST({left} AS DOUBLE) / {right})",
            (Arithmetic.Divide, KqlType.TimeSpan, _) => $"TRY_CAST({left} / {right} AS BIGINT)",
            (Arithmetic.Divide, _, _) when arithmetic.Type == KqlType.Long => $"({left} // {right})",
            (Arithmetic.Divide, _, _) => $"({left} / {right})",
            (Arithmetic.Modulo, _, _) => $"((({left} % {right}) + abs({right})) % {right})",
            _ => throw new InvalidOperationException($"No SQL for {arithmetic.Operation}."),
        };
    }

    private string TextTest(TextTestExpression test)
    {
        var (text, pattern) = (Write(test.Text), Write(test.Pattern));
        var (foldedText, foldedPattern) = test.IsCaseSensitive ? (text, pattern) : ($"lower({text})", $"lower({pattern})");
        return test.Test switch
        {
            Kql.TextTest.EqualIgnoringCase => $"({foldedText} = {foldedPattern})",
            Kql.TextTest.Contains => $"contains({foldedText}, {foldedPattern})",
            Kql.TextTest.StartsWith => $"starts_with({foldedText}, {foldedPattern})",
            Kql.TextTest.EndsWith => $"ends_with({foldedText}, {foldedPattern})",
            Kql.TextTest.Has => $"{(test.IsCaseSensitive ? "kql_has_cs" : "kql_has")}({text}, {pattern})",
            Kql.TextTest.HasPrefix => $"kql_hasprefix({text}, {pattern})",
            Kql.TextTest.HasSuffix => $"kql_hassuffix({text}, {pattern})",
            Kql.TextTest.MatchesRegex => $"regexp_matches({text}, {pattern})",
            _ => throw new InvalidOperationException($"No SQL for {test.Test}."),
        };
    }

    private string HasList(HasListExpression test)
    {
        var terms = Texts(Write(test.Terms));
        var found = $"len(list_filter({terms}, lambda term: kql_has({Write(test.Text)}, term)))";
        return $"COALESCE({found} {(test.IsAll ? $"= len({terms})" : "> 0")}, FALSE)";
    }

    private string InList(InListExpression test) =>
        $"({Lower(test.Value, test.IgnoreCase)} IN ({string.Join(", ", test.Items.Select(i => Lower(i, test.IgnoreCase)))}))";

    private string InTable(InTableExpression test)
    {
        var name = SqlTypes.Quote(test.Table.Columns[0].Name);
        return $"({Lower(test.Value, test.IgnoreCase)} IN (SELECT {(test.IgnoreCase ? $"lower({name})" : name)} FROM ({plans.Nested(test.Table)}) WHERE {name} IS NOT NULL))";
    }

    private string Lower(KqlExpression value, bool isWanted) => isWanted ? $"lower({Write(value)})" : Write(value);

    private static string Folded(string list, bool isWanted) => isWanted ? $"list_transform({list}, lambda e: lower(e))" : list;

    private static string TwoValued(string test, KqlType type) => type == KqlType.String ? test : $"COALESCE({test}, FALSE)";
}
