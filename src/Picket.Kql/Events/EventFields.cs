using System.Buffers;
using System.Text;
using Picket.Kql.Evaluating;
using Picket.Kql.Values;

namespace Picket.Kql.Events;

/// <summary>
/// Reads fields straight from events, and compares text with constants byte by byte where it lies as UTF-8, so that a test that fails
/// makes no string.
/// </summary>
internal sealed class EventFields<T>(IKqlEventShape<T> shape)
    where T : class
{
    private const int CharsOnStack = 512;

    /// <summary>The value of an expression that a field answers alone; null for all others.</summary>
    public RowValue? TryCompile(KqlExpression expression) => expression switch
    {
        ColumnExpression column => Reader(shape.Field(column.Name, [])!, column.Type),
        PathExpression { Target: ColumnExpression column } path => shape.Field(column.Name, path.Steps) is { } field ? AtPath(field) : null,
        ConvertExpression { Type: KqlType.String } convert => Text(convert) is { } text ? row => Decoded(text((T)row[0]!)) : null,
        CompareExpression { Comparison: Comparison.Equal or Comparison.NotEqual } compare => Equality(compare),
        InListExpression { IgnoreCase: false } list => OneOf(list),
        TextTestExpression test => TextTest(test),
        _ => null,
    };

    private static RowValue Reader(KqlEventField<T> field, KqlType type) => field switch
    {
        ValueField<T> value => row => value.Read((T)row[0]!),
        Utf8Field<T> text when type == KqlType.String => row => Decoded(text.Read((T)row[0]!)),
        Utf8Field<T> text => row => text.Read((T)row[0]!) is { IsEmpty: false } json ? DynamicCells.Parse(Decoded(json)) : null,
        _ => throw new InvalidOperationException($"No reader for {field.GetType().Name}."),
    };

    // What lies at a path is a text, where the shape says so, and null where there is nothing.
    private static RowValue AtPath(KqlEventField<T> field) => field is Utf8Field<T> text
        ? row => text.Read((T)row[0]!) is { IsEmpty: false } found ? Decoded(found) : null
        : Reader(field, KqlType.Dynamic);

    // A string column, or tostring() of a path that the shape knows.
    private Func<T, ReadOnlyMemory<byte>>? Text(KqlExpression expression) => expression switch
    {
        ColumnExpression { Type: KqlType.String } column => (shape.Field(column.Name, []) as Utf8Field<T>)?.Read,
        ConvertExpression { Type: KqlType.String, Operand: PathExpression { Target: ColumnExpression column } path } =>
            (shape.Field(column.Name, path.Steps) as Utf8Field<T>)?.Read,
        _ => null,
    };

    private RowValue? Equality(CompareExpression compare)
    {
        var (side, constant) = compare.Left is LiteralExpression ? (compare.Right, compare.Left) : (compare.Left, compare.Right);
        if (constant is not LiteralExpression { Value: string wanted } || Text(side) is not { } text)
            return null;
        var bytes = Encoding.UTF8.GetBytes(wanted);
        var whenEqual = compare.Comparison == Comparison.Equal;
        return row => KqlValues.Of(text((T)row[0]!).Span.SequenceEqual(bytes) == whenEqual);
    }

    private RowValue? OneOf(InListExpression list)
    {
        if (list.Items.Any(i => i is not LiteralExpression { Value: string }) || Text(list.Value) is not { } text)
            return null;
        var set = list.Items.Select(i => (string)((LiteralExpression)i).Value!).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        return row => KqlValues.Of(With(text((T)row[0]!).Span, set, static (chars, set) => set.Contains(chars)));
    }

    private RowValue? TextTest(TextTestExpression test)
    {
        if (test.Pattern is not LiteralExpression { Value: string pattern } || Text(test.Text) is not { } text || SpanTest(test) is not { } matches)
            return null;
        return row => KqlValues.Of(With(text((T)row[0]!).Span, (matches, pattern), static (chars, test) => test.matches(chars, test.pattern)));
    }

    private delegate bool SpanMatch(ReadOnlySpan<char> text, string pattern);

    private static SpanMatch? SpanTest(TextTestExpression test)
    {
        var comparison = test.IsCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return (test.Test, test.IsCaseSensitive) switch
        {
            (Kql.TextTest.EqualIgnoringCase, _) => (text, other) => text.Equals(other, StringComparison.OrdinalIgnoreCase),
            (Kql.TextTest.Contains, _) => (text, part) => text.Contains(part, comparison),
            (Kql.TextTest.StartsWith, _) => (text, part) => text.StartsWith(part, comparison),
            (Kql.TextTest.EndsWith, _) => (text, part) => text.EndsWith(part, comparison),
            (Kql.TextTest.Has, true) => (text, term) => KqlTerms.HasCaseSensitive(text, term),
            (Kql.TextTest.Has, false) => (text, term) => KqlTerms.Has(text, term),
            (Kql.TextTest.HasPrefix, false) => (text, prefix) => KqlTerms.HasPrefix(text, prefix),
            (Kql.TextTest.HasSuffix, false) => (text, suffix) => KqlTerms.HasSuffix(text, suffix),
            _ => null,
        };
    }

    private delegate bool SpanPredicate<TState>(ReadOnlySpan<char> chars, TState state);

    // Decodes into a buffer that nobody keeps.
    private static bool With<TState>(ReadOnlySpan<byte> utf8, TState state, SpanPredicate<TState> test)
    {
        if (utf8.Length <= CharsOnStack)
        {
            Span<char> chars = stackalloc char[CharsOnStack];
            return test(chars[..Encoding.UTF8.GetChars(utf8, chars)], state);
        }

        var rented = ArrayPool<char>.Shared.Rent(utf8.Length);
        var found = test(rented.AsSpan(0, Encoding.UTF8.GetChars(utf8, rented)), state);
        ArrayPool<char>.Shared.Return(rented);
        return found;
    }

    private static string Decoded(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
