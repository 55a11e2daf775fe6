using System.Text.Json;
using Picket.Kql.Syntax;
using Picket.Kql.Values;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private KqlExpression BindUnary(UnarySyntax unary, Scope scope)
    {
        var operand = BindValue(unary.Operand, scope);
        if (operand.Type == KqlType.Dynamic && operand is not BrokenExpression)
            operand = Convert(operand, KqlType.Real);
        if (unary.Sign == "+" || operand is BrokenExpression)
            return operand;
        if (!operand.Type.IsNumber && operand.Type != KqlType.TimeSpan)
        {
            diagnostics.Add(KqlCodes.TypeMismatch, unary.Span, $"A {operand.Type.Word} has no negative.");
            return BrokenExpression.Instance;
        }

        var zero = operand.Type switch
        {
            KqlType.TimeSpan => new LiteralExpression(KqlType.TimeSpan, TimeSpan.Zero),
            KqlType.Real => new LiteralExpression(KqlType.Real, 0.0),
            KqlType.Decimal => new LiteralExpression(KqlType.Decimal, 0m),
            _ => new LiteralExpression(KqlType.Long, 0L),
        };
        var type = zero.Type;
        return ConstantFolder.Fold(new ArithmeticExpression(Arithmetic.Subtract, zero, Convert(operand, type), type));
    }

    private KqlExpression BindBinary(BinarySyntax binary, Scope scope)
    {
        if (binary.Left is StarSyntax)
            return BindAnyColumn(binary, scope);
        var left = BindValue(binary.Left, scope);
        var right = BindValue(binary.Right, scope);
        if (left is BrokenExpression || right is BrokenExpression)
            return BrokenExpression.Instance;

        return binary.Operator.Text switch
        {
            "==" => BindComparison(Comparison.Equal, left, right, binary.Span),
            "!=" or "<>" => BindComparison(Comparison.NotEqual, left, right, binary.Span),
            "<" => BindComparison(Comparison.Less, left, right, binary.Span),
            "<=" => BindComparison(Comparison.LessOrEqual, left, right, binary.Span),
            ">" => BindComparison(Comparison.Greater, left, right, binary.Span),
            ">=" => BindComparison(Comparison.GreaterOrEqual, left, right, binary.Span),
            "+" => BindArithmetic(Arithmetic.Add, left, right, binary.Span),
            "-" => BindArithmetic(Arithmetic.Subtract, left, right, binary.Span),
            "*" => BindArithmetic(Arithmetic.Multiply, left, right, binary.Span),
            "/" => BindArithmetic(Arithmetic.Divide, left, right, binary.Span),
            "%" => BindArithmetic(Arithmetic.Modulo, left, right, binary.Span),
            _ => BindTextTest(binary, left, right),
        };
    }

    // where * has 'x': in any of the columns.
    private KqlExpression BindAnyColumn(BinarySyntax binary, Scope scope)
    {
        var pattern = BindValue(binary.Right, scope);
        if (scope.Row.Count == 0)
            diagnostics.Add(KqlCodes.Unexpected, binary.Left.Span, "'*' stands for the columns of a row, and there is no row here.");
        if (pattern is BrokenExpression || scope.Row.Count == 0)
            return BrokenExpression.Instance;
        var isEqual = binary.Operator.Text == "==";
        var terms = scope.Row.Where(c => !isEqual || c.Type == pattern.Type).Select(c => Same(c).Value);
        List<KqlExpression> tests = [.. terms.Select(c => isEqual
            ? new CompareExpression(Comparison.Equal, c, pattern)
            : BindTextTest(binary, c, pattern))];
        return Joined(tests, isOr: true);
    }

    private KqlExpression BindComparison(Comparison comparison, KqlExpression left, KqlExpression right, TextSpan span)
    {
        var type = left.Type == KqlType.Dynamic && right.Type == KqlType.Dynamic ? KqlType.String : KqlTypes.Common(left.Type, right.Type);
        if (type is null && ReadAs(left, right.Type) is { } readLeft)
            (left, type) = (readLeft, right.Type);
        else if (type is null && ReadAs(right, left.Type) is { } readRight)
            (right, type) = (readRight, left.Type);
        if (type is null && (left.Type == KqlType.String || right.Type == KqlType.String))
            (left, right, type) = WithText(comparison, left, right);
        if (type is null)
        {
            diagnostics.Add(KqlCodes.TypeMismatch, span, $"A {left.Type.Word} cannot be compared with a {right.Type.Word}. Convert one with {Converter(left.Type)}() or {Converter(right.Type)}().");
            return BrokenExpression.Instance;
        }

        // A number compared with the text of a dynamic that is none is null, not an error.
        if (type == KqlType.Long && (left.Type == KqlType.Dynamic || right.Type == KqlType.Dynamic))
            type = KqlType.Real;
        return new CompareExpression(comparison, Convert(left, type.Value), Convert(right, type.Value));
    }

    // 'ResultType == 0' where ResultType is a text: equality is that of texts, order that of numbers; a flag is read from its text.
    private static (KqlExpression Left, KqlExpression Right, KqlType? Type) WithText(Comparison comparison, KqlExpression left, KqlExpression right)
    {
        var other = left.Type == KqlType.String ? right.Type : left.Type;
        if (other != KqlType.Bool && !other.IsNumber)
            return (left, right, null);
        var isEquality = comparison is Comparison.Equal or Comparison.NotEqual;
        return (left, right, other == KqlType.Bool ? KqlType.Bool : isEquality ? KqlType.String : KqlType.Real);
    }

    // 'TimeGenerated > "2026-01-31"': a constant text is read as what it is compared with.
    private static LiteralExpression? ReadAs(KqlExpression value, KqlType type) =>
        value is LiteralExpression { Type: KqlType.String } ? ConstantFolder.Fold(new ConvertExpression(value, type)) as LiteralExpression : null;

    private KqlExpression BindArithmetic(Arithmetic operation, KqlExpression left, KqlExpression right, TextSpan span)
    {
        if (left.Type == KqlType.Dynamic)
            left = Convert(left, right.Type is KqlType.Dynamic ? KqlType.Real : right.Type is KqlType.DateTime && operation == Arithmetic.Subtract ? KqlType.DateTime : Numeric(right.Type));
        if (right.Type == KqlType.Dynamic)
            right = Convert(right, Numeric(left.Type));
        if (ResultOf(operation, left.Type, right.Type) is not { } type)
        {
            diagnostics.Add(KqlCodes.TypeMismatch, span, $"A {left.Type.Word} and a {right.Type.Word} do not go together here.{(left.Type == KqlType.String ? " Use strcat() to join texts." : "")}");
            return BrokenExpression.Instance;
        }

        if (left.Type.IsNumber || left.Type == KqlType.Bool)
            left = Convert(left, type.IsNumber ? type : left.Type == KqlType.Int ? KqlType.Long : left.Type);
        if (right.Type.IsNumber || right.Type == KqlType.Bool)
            right = Convert(right, type.IsNumber ? type : right.Type == KqlType.Int ? KqlType.Long : right.Type);
        return ConstantFolder.Fold(new ArithmeticExpression(operation, left, right, type));
    }

    private static KqlType Numeric(KqlType other) => other is KqlType.DateTime ? KqlType.TimeSpan : other is KqlType.Int ? KqlType.Long : other;

    private static KqlType? ResultOf(Arithmetic operation, KqlType left, KqlType right) => (operation, left, right) switch
    {
        (Arithmetic.Subtract, KqlType.DateTime, KqlType.DateTime) => KqlType.TimeSpan,
        (Arithmetic.Add or Arithmetic.Subtract, KqlType.DateTime, KqlType.TimeSpan) => KqlType.DateTime,
        (Arithmetic.Add, KqlType.TimeSpan, KqlType.DateTime) => KqlType.DateTime,
        (Arithmetic.Add or Arithmetic.Subtract or Arithmetic.Modulo, KqlType.TimeSpan, KqlType.TimeSpan) => KqlType.TimeSpan,
        (Arithmetic.Divide, KqlType.TimeSpan, KqlType.TimeSpan) => KqlType.Real,
        (Arithmetic.Multiply or Arithmetic.Divide, KqlType.TimeSpan, _) when right.IsNumber => KqlType.TimeSpan,
        (Arithmetic.Multiply, _, KqlType.TimeSpan) when left.IsNumber => KqlType.TimeSpan,
        _ when (left.IsNumber || left == KqlType.Bool) && (right.IsNumber || right == KqlType.Bool) =>
            KqlTypes.Common(left, right) is KqlType.Real or KqlType.Decimal ? KqlTypes.Common(left, right) : KqlType.Long,
        _ => null,
    };

    private KqlExpression BindTextTest(BinarySyntax binary, KqlExpression left, KqlExpression right)
    {
        var word = binary.Operator;
        var name = word.Text.TrimStart('!') switch
        {
            "notcontains" => "contains",
            "containscs" or "notcontainscs" => "contains_cs",
            var known => known,
        };
        var isCaseSensitive = name.EndsWith("_cs", StringComparison.Ordinal) || name == "matches";
        TextTest? test = name.Replace("_cs", "", StringComparison.Ordinal) switch
        {
            "=~" or "~" => TextTest.EqualIgnoringCase,
            "contains" => TextTest.Contains,
            "has" or ":" => TextTest.Has,
            "hasprefix" => TextTest.HasPrefix,
            "hassuffix" => TextTest.HasSuffix,
            "startswith" => TextTest.StartsWith,
            "endswith" => TextTest.EndsWith,
            "matches" => TextTest.MatchesRegex,
            _ => null,
        };
        if (test is null)
        {
            diagnostics.Add(KqlCodes.UnsupportedOperator, word.Span, $"The operator '{word.Text}' is not supported yet.");
            return BrokenExpression.Instance;
        }

        var pattern = Convert(right, KqlType.String);
        if (test == TextTest.MatchesRegex && pattern is LiteralExpression { Value: string regex } && !KqlRegex.TryCompile(regex, out _, out var error))
            diagnostics.Add(KqlCodes.BadConstant, binary.Right.Span, error);
        var tested = new TextTestExpression(test.Value, Convert(left, KqlType.String), pattern, isCaseSensitive);
        return word.Text.StartsWith('!') || word.Text.StartsWith("not", StringComparison.Ordinal) ? new NotExpression(tested) : tested;
    }

    private KqlExpression BindBetween(BetweenSyntax between, Scope scope)
    {
        var value = BindValue(between.Value, scope);
        var low = BindValue(between.Low, scope);
        var high = BindValue(between.High, scope);
        if (value is BrokenExpression || low is BrokenExpression || high is BrokenExpression)
            return BrokenExpression.Instance;

        // 'time between (start .. 1h)' is a span from the start.
        if (value.Type == KqlType.DateTime && high.Type == KqlType.TimeSpan)
            high = BindArithmetic(Arithmetic.Add, low, high, between.High.Span);
        var tested = new LogicalExpression(IsOr: false,
        [
            BindComparison(Comparison.GreaterOrEqual, value, low, between.Low.Span),
            BindComparison(Comparison.LessOrEqual, value, high, between.High.Span),
        ]);
        return between.IsNegated ? new NotExpression(tested) : tested;
    }

    private KqlExpression BindListTest(ListTestSyntax test, Scope scope)
    {
        if (test.Value is StarSyntax)
            return BindOther(test.Value, scope);
        var value = BindValue(test.Value, scope);
        var items = test.Items.Select(i => (i.Span, Bound: Bind(i, scope))).ToList();
        if (value is BrokenExpression || items.Any(i => i.Bound is { Table: null, Value: null or BrokenExpression }))
            return BrokenExpression.Instance;

        var word = test.Operator.Text;
        var ignoresCase = word.EndsWith('~');
        var tested = word is "has_any" or "has_all"
            ? HasList(value, items, word == "has_all")
            : InList(value, items, ignoresCase);
        return word.StartsWith('!') && tested is not BrokenExpression ? new NotExpression(tested) : tested;
    }

    private static KqlExpression HasList(KqlExpression value, List<(TextSpan Span, Bound Bound)> items, bool isAll)
    {
        var text = Convert(value, KqlType.String);
        var tests = new List<KqlExpression>();
        foreach (var (_, bound) in items)
        {
            if (bound.Table is { } table)
                tests.Add(new HasListExpression(text, SetOf(table), isAll));
            else if (ArrayItems(bound.Value!) is { } constants)
                tests.AddRange(constants.Select(c => new TextTestExpression(TextTest.Has, text, Convert(c, KqlType.String), false)));
            else if (bound.Value!.Type == KqlType.Dynamic)
                tests.Add(new HasListExpression(text, bound.Value, isAll));
            else
                tests.Add(new TextTestExpression(TextTest.Has, text, Convert(bound.Value, KqlType.String), false));
        }

        return Joined(tests, isOr: !isAll);
    }

    // The distinct values of the first column as one array.
    private static ScalarTableExpression SetOf(KqlPlan table)
    {
        var column = table.Columns[0];
        var set = new KqlColumn($"{HiddenPrefix}0_0", KqlType.Dynamic);
        var item = new AggregateItem("make_set", [Convert(Same(column).Value, KqlType.String)], [set], null);
        return new ScalarTableExpression(new Project(new Aggregate(table, [], [item]), [Same(set)]), KqlType.Dynamic);
    }

    private KqlExpression InList(KqlExpression value, List<(TextSpan Span, Bound Bound)> items, bool ignoresCase)
    {
        if (ignoresCase || value.Type == KqlType.Dynamic)
            value = Convert(value, KqlType.String);
        var listed = new List<KqlExpression>();
        var tests = new List<KqlExpression>();
        foreach (var (span, bound) in items)
        {
            if (bound.Table is { } table)
                tests.Add(InTable(value, table, span, ignoresCase));
            else if (ArrayItems(bound.Value!) is { } constants)
                listed.AddRange(constants.Select(c => CommonItem(value, c, span)));
            else if (bound.Value!.Type == KqlType.Dynamic)
                tests.Add(new InArrayExpression(Convert(value, KqlType.String), bound.Value, ignoresCase));
            else
                listed.Add(CommonItem(value, bound.Value, span));
        }

        if (listed.Count > 0)
            tests.Insert(0, new InListExpression(value, listed, ignoresCase));
        return Joined(tests, isOr: true);
    }

    private KqlExpression CommonItem(KqlExpression value, KqlExpression item, TextSpan span)
    {
        if (item.Type.IsNumber && value.Type.IsNumber)
            return Convert(item, value.Type is KqlType.Int ? item.Type : value.Type);
        if (ReadAs(item, value.Type) is { } read && value.Type != KqlType.String)
            return read;
        return value.Type == KqlType.String && item.Type.IsNumber ? Convert(item, KqlType.String) : Coerce(item, value.Type, span);
    }

    private InTableExpression InTable(KqlExpression value, KqlPlan table, TextSpan span, bool ignoresCase)
    {
        var column = table.Columns[0];
        var item = Coerce(new ColumnExpression(column.Name, column.Type), value.Type, span);
        return new InTableExpression(value, new Project(table, [new NamedExpression(column.Name, item)]), ignoresCase);
    }

    private static KqlExpression Joined(List<KqlExpression> tests, bool isOr) => tests.Count switch
    {
        0 => new LiteralExpression(KqlType.Bool, !isOr),
        1 => tests[0],
        _ => new LogicalExpression(isOr, tests),
    };

    // The elements of a constant array, as constants; null for anything else.
    private static List<LiteralExpression>? ArrayItems(KqlExpression expression)
    {
        if (expression is not LiteralExpression { Type: KqlType.Dynamic, Value: string json } || !json.StartsWith('['))
            return null;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = KqlLimits.MaxNesting * 2 });
        return [.. document.RootElement.EnumerateArray().Select(Constant)];
    }

    private static LiteralExpression Constant(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => new LiteralExpression(KqlType.String, element.GetString()),
        JsonValueKind.True or JsonValueKind.False => new LiteralExpression(KqlType.Bool, element.GetBoolean()),
        JsonValueKind.Number when element.TryGetInt64(out var whole) => new LiteralExpression(KqlType.Long, whole),
        JsonValueKind.Number => new LiteralExpression(KqlType.Real, element.GetDouble()),
        _ => new LiteralExpression(KqlType.String, element.GetRawText()),
    };
}
