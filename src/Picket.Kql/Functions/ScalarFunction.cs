namespace Picket.Kql.Functions;

/// <summary>
/// Computes a function for one row. Values by type: bool, int, long, double, decimal, string (never null), <see cref="DateTime"/> (UTC),
/// <see cref="TimeSpan"/>, <see cref="Guid"/>; dynamic as <see cref="Values.DynamicJson"/> says; null is null.
/// </summary>
internal delegate object? ScalarBody(object?[] arguments);

/// <summary>What is wrong with an argument that the compiler can already judge, by its place from 0.</summary>
internal readonly record struct ArgumentProblem(int At, string Message);

/// <summary>
/// A built-in scalar function: how it is called (see <see cref="Binding.FunctionCatalog"/>) and what it computes. Arguments come converted to
/// the types of the signature. Unless it <paramref name="SeesNull"/>, a null argument makes the result null without a call;
/// a null result of type string reads as empty. <paramref name="IsVolatile"/>: equal arguments may give unequal results.
/// </summary>
internal sealed record ScalarFunction(
    string Signature, Func<CallExpression, ScalarBody> Compile, bool SeesNull = false, bool IsVolatile = false)
{
    public ScalarFunction(string signature, ScalarBody body, bool seesNull = false, bool isVolatile = false)
        : this(signature, _ => body, seesNull, isVolatile)
    {
    }

    public string Name { get; } = Signature[..Signature.IndexOf('(', StringComparison.Ordinal)];

    /// <summary>Judges the bound arguments when the query is compiled; null where nothing is wrong.</summary>
    public Func<IReadOnlyList<KqlExpression>, ArgumentProblem?>? Check { get; init; }
}
