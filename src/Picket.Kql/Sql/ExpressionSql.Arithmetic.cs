namespace Picket.Kql.Sql;

internal sealed partial class ExpressionSql
{
    // Both sides have one type, but for times and spans.
    private string Compute(ArithmeticExpression arithmetic)
    {
        var (left, right) = (Write(arithmetic.Left), Write(arithmetic.Right));
        var (leftType, rightType) = (arithmetic.Left.Type, arithmetic.Right.Type);
        if (leftType == KqlType.DateTime && rightType == KqlType.DateTime)
            return $"({left} - {right})";
        if (arithmetic.Type == KqlType.DateTime)
            return leftType == KqlType.DateTime ? Called("kql_time", arithmetic.Operation, left, right) : Called("kql_time", arithmetic.Operation, right, left);
        if (leftType == KqlType.TimeSpan || rightType == KqlType.TimeSpan)
            return ComputeSpan(arithmetic, left, right);
        return arithmetic.Type switch
        {
            KqlType.Int or KqlType.Long => Called("kql", arithmetic.Operation, left, right),
            KqlType.Decimal => $"TRY({Exact(arithmetic.Operation, left, right)})",
            _ => Real(arithmetic.Operation, left, right),
        };
    }

    private static string Called(string family, Arithmetic operation, string left, string right) => operation switch
    {
        Arithmetic.Add => $"{family}_add({left}, {right})",
        Arithmetic.Subtract => $"{family}_subtract({left}, {right})",
        Arithmetic.Multiply => $"{family}_multiply({left}, {right})",
        Arithmetic.Divide => $"kql_divide({left}, {right})",
        _ => $"kql_modulo({left}, {right})",
    };

    private static string Real(Arithmetic operation, string left, string right) => operation switch
    {
        Arithmetic.Add => $"({left} + {right})",
        Arithmetic.Subtract => $"({left} - {right})",
        Arithmetic.Multiply => $"({left} * {right})",
        Arithmetic.Divide => $"({left} / {right})",
        _ => $"CASE WHEN {left} % {right} < 0 THEN {left} % {right} + abs({right}) ELSE {left} % {right} END",
    };

    private static string Exact(Arithmetic operation, string left, string right) => operation switch
    {
        Arithmetic.Divide => $"CAST(CAST({left} AS DOUBLE) / CAST({right} AS DOUBLE) AS {SqlTypes.Name(KqlType.Decimal)})",
        Arithmetic.Multiply => $"CAST({left} * {right} AS {SqlTypes.Name(KqlType.Decimal)})",
        _ => Real(operation, left, right),
    };

    private static string ComputeSpan(ArithmeticExpression arithmetic, string left, string right)
    {
        if (arithmetic.Type == KqlType.Real)
            return $"(CAST({left} AS DOUBLE) / CAST({right} AS DOUBLE))";
        var isWhole = arithmetic.Left.Type is not (KqlType.Real or KqlType.Decimal) && arithmetic.Right.Type is not (KqlType.Real or KqlType.Decimal);
        return isWhole
            ? Called("kql_span", arithmetic.Operation, left, right)
            : $"TRY_CAST(round_even(CAST({left} AS DOUBLE) {(arithmetic.Operation == Arithmetic.Divide ? "/" : "*")} CAST({right} AS DOUBLE), 0) AS BIGINT)";
    }
}
