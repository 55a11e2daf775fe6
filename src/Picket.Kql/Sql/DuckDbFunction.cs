namespace Picket.Kql;

/// <summary>A test of one text, given as UTF-8.</summary>
public delegate bool Utf8Test(ReadOnlySpan<byte> text);

/// <summary>A whole number read from one text, given as UTF-8; null where there is none.</summary>
public delegate long? Utf8Number(ReadOnlySpan<byte> text);

/// <summary>
/// A function of the query language that the SQL calls because DuckDB has none with the same meaning. It stands among the
/// parameters of a <see cref="DuckDbQuery"/>; the number that whoever runs the query puts there tells the engine's
/// function, named by <see cref="SqlName"/>, what to compute.
/// </summary>
/// <remarks>
/// <paramref name="Body"/> takes one value per parameter and gives one of type <paramref name="Result"/>: null, bool, int, long,
/// double, decimal, string, <see cref="DateTime"/> (UTC), <see cref="TimeSpan"/> or <see cref="Guid"/>; dynamic as JSON text.
/// It is called by many threads at once. <paramref name="IsVolatile"/>: equal arguments may give unequal results.
/// </remarks>
public sealed record DuckDbFunction(
    string Name, IReadOnlyList<KqlType> Parameters, KqlType Result, bool IsVolatile, Func<object?[], object?> Body)
{
    /// <summary>The same for a single text that is not null and a bool, without making a string of each; null where there is none.</summary>
    public Utf8Test? Test { get; init; }

    /// <summary>The same for a single text that is not null and a long, without making a string of each; null where there is none.</summary>
    public Utf8Number? Whole { get; init; }

    /// <summary>
    /// The engine's function to call: <c>(BIGINT number, ANY arguments …)</c> giving the result's type. One exists per type of result,
    /// volatile or not, one for <see cref="Test"/> and one for <see cref="Whole"/>.
    /// </summary>
    public string SqlName => Test is not null ? TestName : Whole is not null ? WholeName : NameOf(Result, IsVolatile);

    /// <summary>The name of <c>(BIGINT number, VARCHAR text) BOOLEAN</c>, which runs <see cref="Test"/>.</summary>
    public const string TestName = "kql_test";

    /// <summary>The name of <c>(BIGINT number, VARCHAR text) BIGINT</c>, which runs <see cref="Whole"/>.</summary>
    public const string WholeName = "kql_whole";

    /// <summary>The engine's function of a type of result.</summary>
    public static string NameOf(KqlType result, bool isVolatile) => $"kql_{result.Word}{(isVolatile ? "_volatile" : "")}";
}
