namespace Picket.Kql.Functions;

/// <summary>Reads the arguments of a call in the types that its signature has made sure of.</summary>
internal static class Arguments
{
    extension(object?[] arguments)
    {
        public bool Has(int at) => at < arguments.Length;

        public string Text(int at) => (string?)arguments[at] ?? "";

        public long Long(int at) => (long)arguments[at]!;

        public double Real(int at) => (double)arguments[at]!;

        public DateTime Time(int at) => (DateTime)arguments[at]!;

        public TimeSpan Span(int at) => (TimeSpan)arguments[at]!;

        /// <summary>The number there, or <paramref name="otherwise"/> where the argument is left out.</summary>
        public long LongOr(int at, long otherwise) => at < arguments.Length ? (long)arguments[at]! : otherwise;

        public string TextOr(int at, string otherwise) => at < arguments.Length ? arguments.Text(at) : otherwise;
    }

    /// <summary>A constant text among the arguments of a call, or the JSON of a constant dynamic; null where it is none.</summary>
    public static string? Constant(IReadOnlyList<KqlExpression> arguments, int at) =>
        at >= arguments.Count ? null : arguments[at] switch
        {
            LiteralExpression { Value: string text } => text,
            ConvertExpression { Type: KqlType.Dynamic, Operand: LiteralExpression { Value: string text } } => text,
            _ => null,
        };
}
