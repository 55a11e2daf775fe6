using System.Text;
using Picket.Kql.Evaluating;
using Picket.Kql.Values;

namespace Picket.Kql.Events;

/// <summary>
/// The shorter ways to values of events: fields are read where they lie, and text is compared with constants as the UTF-8 it is, so that a test
/// makes no string.
/// </summary>
internal sealed class EventTests<T>(EventScope<T> scope, TextBuffer buffer)
    where T : class
{
    /// <summary>The value of an expression that has a shorter way; null for all others.</summary>
    public RowValue? TryCompile(KqlExpression expression) => expression switch
    {
        ColumnExpression column => scope.Column(column),
        PathExpression path => scope.Path(path),
        ConvertExpression convert => Converted(convert),
        CompareExpression { Comparison: Comparison.Equal or Comparison.NotEqual } compare => Equality(compare),
        InListExpression list => OneOf(list),
        TextTestExpression test => Tested(test),
        CallExpression { Function: "isempty" or "isnotempty" } call => Emptiness(call.Arguments[0], call.Function == "isempty"),
        _ => null,
    };

    private RowValue? Converted(ConvertExpression convert) =>
        scope.Text(convert) is { } text ? row => Encoding.UTF8.GetString(text((T)row[0]!).Span) : null;

    private RowValue? Equality(CompareExpression compare)
    {
        var (side, other) = compare.Left is LiteralExpression ? (compare.Right, compare.Left) : (compare.Left, compare.Right);
        if (Constant(other) is not { } wanted || scope.Text(side) is not { } text)
            return null;
        var bytes = Encoding.UTF8.GetBytes(wanted);
        return Test(text, found => found.SequenceEqual(bytes), compare.Comparison == Comparison.Equal);
    }

    private RowValue? OneOf(InListExpression list)
    {
        var items = list.Items.Select(Constant).OfType<string>().ToHashSet(list.IgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        if (!list.Items.All(i => Constant(i) is not null) || scope.Text(list.Value) is not { } text)
            return null;
        var lookup = items.GetAlternateLookup<ReadOnlySpan<char>>();
        return Test(text, found => lookup.Contains(buffer.Decode(found)));
    }

    private RowValue? Tested(TextTestExpression test)
    {
        if (Constant(test.Pattern) is not { } pattern || scope.Text(test.Text) is not { } text)
            return null;
        return Test(text, test.Test == TextTest.MatchesRegex ? Regex(pattern) : TextTests.Utf8Matcher(test.Test, pattern, test.IsCaseSensitive));
    }

    // A pattern that is none matches nothing; the compiler has refused it before.
    private Utf8Test Regex(string pattern)
    {
        var regex = KqlRegex.Find(pattern)?.Regex;
        return text => regex is not null && regex.IsMatch(buffer.Decode(text));
    }

    private RowValue? Emptiness(KqlExpression value, bool isWanted)
    {
        var text = scope.Text(value) ?? (scope.Inside(value) as Utf8Field<T>)?.Read;
        return text is null ? null : row => KqlValues.Of(text((T)row[0]!).IsEmpty == isWanted);
    }

    private static RowValue Test(Func<T, ReadOnlyMemory<byte>> text, Utf8Test test, bool isWanted = true) =>
        row => KqlValues.Of(test(text((T)row[0]!).Span) == isWanted);

    private static string? Constant(KqlExpression expression) =>
        expression is LiteralExpression { Type: KqlType.String } literal ? (string?)literal.Value ?? "" : null;
}
