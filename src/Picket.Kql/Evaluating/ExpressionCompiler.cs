using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

/// <summary>
/// Turns expressions over the rows of one relation into delegates, once per run. <paramref name="direct"/>, where given, is asked first
/// for each: it knows a shorter way to some values.
/// </summary>
internal sealed partial class ExpressionCompiler(
    Running running, PlanCompiler plans, RowLayout layout, Func<KqlExpression, RowValue?>? direct = null)
{
    /// <summary>The value with KQL's nulls; one of type string is never null.</summary>
    public RowValue Compile(KqlExpression expression) => direct?.Invoke(expression) ?? expression switch
    {
        LiteralExpression literal => Constant(ValueOf(literal)),
        ColumnExpression column => Column(layout.Place(column.Name)),
        PathExpression path => CompilePath(path),
        ElementExpression element => CompileElement(element),
        ConvertExpression convert => CompileConvert(convert),
        CompareExpression compare => CompileCompare(compare),
        ArithmeticExpression arithmetic => CompileArithmetic(arithmetic),
        TextTestExpression test => CompileTextTest(test),
        HasListExpression test => CompileHasList(test),
        InListExpression test => CompileInList(test),
        InArrayExpression test => CompileInArray(test),
        InTableExpression test => CompileInTable(test),
        LogicalExpression logical => CompileLogical(logical),
        NotExpression not => CompileNot(Compile(not.Operand)),
        CallExpression call => CompileCall(call),
        ScalarTableExpression scalar => CompileScalarTable(scalar),
        _ => throw new InvalidOperationException($"No evaluation for {expression.GetType().Name}."),
    };

    public RowValue[] Compile(IEnumerable<KqlExpression> expressions) => [.. expressions.Select(Compile)];

    /// <summary>The value of an expression that is the same for every row.</summary>
    public object? Evaluate(KqlExpression expression) => Compile(expression)([]);

    /// <summary>A constant as it is inside of a run.</summary>
    public static object? ValueOf(LiteralExpression literal) => (literal.Type, literal.Value) switch
    {
        (KqlType.Dynamic, string json) => DynamicCells.Parse(json),
        (KqlType.String, null) => "",
        (_, var value) => value,
    };

    private static RowValue Constant(object? value) => _ => value;

    private static RowValue Column(int place) => row => row[place];

    private RowValue CompileConvert(ConvertExpression convert)
    {
        var operand = Compile(convert.Operand);
        var conversion = KqlConversion.Between(convert.Operand.Type, convert.Type);
        return row => conversion(operand(row));
    }

    private RowValue CompileLogical(LogicalExpression logical)
    {
        var terms = Compile(logical.Terms);
        var isOr = logical.IsOr;
        return row =>
        {
            var isUnknown = false;
            foreach (var term in terms)
            {
                if (term(row) is not bool flag)
                    isUnknown = true;
                else if (flag == isOr)
                    return KqlValues.Of(isOr);
            }

            return isUnknown ? null : KqlValues.Of(!isOr);
        };
    }

    private static RowValue CompileNot(RowValue operand) => row => operand(row) is bool flag ? KqlValues.Of(!flag) : null;

    private RowValue CompileScalarTable(ScalarTableExpression scalar)
    {
        var table = plans.Compile(scalar.Table);
        var missing = scalar.Type == KqlType.String ? "" : null;
        return Once(scalar.Table, () => table().FirstOrDefault() is { } first ? first[0] : missing);
    }

    /// <summary>Computed when first wanted, and again only where the rows given to the run have changed.</summary>
    private RowValue Once<T>(KqlPlan relation, Func<T> compute) where T : class?
    {
        var value = OnceOf(relation, compute);
        return _ => value();
    }

    private Func<T> OnceOf<T>(KqlPlan relation, Func<T> compute)
    {
        var dependsOnGiven = PlanCompiler.DependsOnGiven(relation);
        var epoch = -1L;
        var value = default(T);
        return () =>
        {
            if (epoch < 0 || (dependsOnGiven && epoch != running.Epoch))
            {
                epoch = running.Epoch;
                value = compute();
            }

            return value!;
        };
    }
}
