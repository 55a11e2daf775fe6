namespace Picket.Kql;

/// <summary>A typed scalar expression over the columns of one relation. Names no engine.</summary>
public abstract record KqlExpression(KqlType Type)
{
    /// <summary>The expressions inside this one.</summary>
    public virtual IEnumerable<KqlExpression> Parts => [];

    /// <summary>The relation inside this expression, if it has one.</summary>
    public virtual KqlPlan? Relation => null;
}

/// <summary>A constant: null or, by its type, bool, int, long, double, decimal, string, DateTime, TimeSpan, Guid; dynamic is JSON text.</summary>
public sealed record LiteralExpression(KqlType Type, object? Value) : KqlExpression(Type);

/// <summary>A column of the input, by its exact name.</summary>
public sealed record ColumnExpression(string Name, KqlType Type) : KqlExpression(Type);

/// <summary>A step into a dynamic value: a property (text) or an element (number; negative counts from the end).</summary>
public readonly record struct PathStep(string? Property, long Element)
{
    /// <summary>A step to a property.</summary>
    public PathStep(string property)
        : this(property, 0)
    {
    }
}

/// <summary><c>target.a["b"][0]</c> with constant steps; missing gives null.</summary>
public sealed record PathExpression(KqlExpression Target, IReadOnlyList<PathStep> Steps) : KqlExpression(KqlType.Dynamic)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => [Target];
}

/// <summary><c>target[index]</c> with an index that differs from row to row: text is a property, a number an element.</summary>
public sealed record ElementExpression(KqlExpression Target, KqlExpression Index) : KqlExpression(KqlType.Dynamic)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => [Target, Index];
}

/// <summary>A conversion as <c>tostring()</c>, <c>tolong()</c> … do it: what cannot be converted is null (or an empty string).</summary>
public sealed record ConvertExpression(KqlExpression Operand, KqlType Type) : KqlExpression(Type)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => [Operand];
}

/// <summary>How two values of one type are compared.</summary>
public enum Comparison
{
    /// <summary><c>==</c>: false where one side is null.</summary>
    Equal,

    /// <summary><c>!=</c>: true where one side is null.</summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,
}

/// <summary>A comparison; both sides have the same type.</summary>
public sealed record CompareExpression(Comparison Comparison, KqlExpression Left, KqlExpression Right) : KqlExpression(KqlType.Bool)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => [Left, Right];
}

/// <summary>The four operations and the remainder.</summary>
public enum Arithmetic
{
    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c>; of two whole numbers a whole number.</summary>
    Divide,

    /// <summary><c>%</c>; never negative for a positive divisor.</summary>
    Modulo,
}

/// <summary>Arithmetic on numbers, timespans and datetimes; null where a side is null.</summary>
public sealed record ArithmeticExpression(Arithmetic Operation, KqlExpression Left, KqlExpression Right, KqlType Type) : KqlExpression(Type)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => [Left, Right];
}

/// <summary>How a text is tested against another.</summary>
public enum TextTest
{
    /// <summary>Equal without regard to case (<c>=~</c>).</summary>
    EqualIgnoringCase,

    /// <summary>Holds it anywhere.</summary>
    Contains,

    /// <summary>Holds it as a whole term, see <see cref="KqlTerms"/>.</summary>
    Has,

    /// <summary>Holds a term that starts with it.</summary>
    HasPrefix,

    /// <summary>Holds a term that ends with it.</summary>
    HasSuffix,

    /// <summary>Starts with it.</summary>
    StartsWith,

    /// <summary>Ends with it.</summary>
    EndsWith,

    /// <summary>Holds a match of a regular expression (RE2 syntax).</summary>
    MatchesRegex,
}

/// <summary>A test of one text against another.</summary>
public sealed record TextTestExpression(TextTest Test, KqlExpression Text, KqlExpression Pattern, bool IsCaseSensitive)
    : KqlExpression(KqlType.Bool)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => [Text, Pattern];
}

/// <summary>Which quantifier a text is tested with against a dynamic array of terms.</summary>
public sealed record HasListExpression(KqlExpression Text, KqlExpression Terms, bool IsAll) : KqlExpression(KqlType.Bool)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => [Text, Terms];
}

/// <summary><c>in</c> over listed values of the same type; <paramref name="IgnoreCase"/> only for strings.</summary>
public sealed record InListExpression(KqlExpression Value, IReadOnlyList<KqlExpression> Items, bool IgnoreCase)
    : KqlExpression(KqlType.Bool)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => [Value, .. Items];
}

/// <summary><c>in</c> over the elements of a dynamic array; the value is a string.</summary>
public sealed record InArrayExpression(KqlExpression Value, KqlExpression Array, bool IgnoreCase) : KqlExpression(KqlType.Bool)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => [Value, Array];
}

/// <summary><c>in</c> over the only column of another relation, of the same type.</summary>
public sealed record InTableExpression(KqlExpression Value, KqlPlan Table, bool IgnoreCase) : KqlExpression(KqlType.Bool)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => [Value];

    /// <inheritdoc/>
    public override KqlPlan Relation => Table;
}

/// <summary>Two or more terms joined by <c>and</c> or <c>or</c>.</summary>
public sealed record LogicalExpression(bool IsOr, IReadOnlyList<KqlExpression> Terms) : KqlExpression(KqlType.Bool)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => Terms;
}

/// <summary><c>not()</c>; null stays null.</summary>
public sealed record NotExpression(KqlExpression Operand) : KqlExpression(KqlType.Bool)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => [Operand];
}

/// <summary>A function of the catalogue by its lower-case main name, with arguments of the types it wants.</summary>
public sealed record CallExpression(string Function, IReadOnlyList<KqlExpression> Arguments, KqlType Type) : KqlExpression(Type)
{
    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Parts => Arguments;
}

/// <summary><c>toscalar()</c>: the first cell of another relation.</summary>
public sealed record ScalarTableExpression(KqlPlan Table, KqlType Type) : KqlExpression(Type)
{
    /// <inheritdoc/>
    public override KqlPlan Relation => Table;
}
