using System.Globalization;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>How a number is compared.</summary>
internal enum Comparison { Less, LessOrEqual, Greater, GreaterOrEqual }

/// <summary>Compares a number; text that is no number matches nothing.</summary>
internal sealed class NumberMatcher(Comparison comparison, double bound) : ValueMatcher
{
    public override bool Matches(EventView view, ReadOnlySpan<byte> value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && comparison switch
        {
            Comparison.Less => number < bound,
            Comparison.LessOrEqual => number <= bound,
            Comparison.Greater => number > bound,
            Comparison.GreaterOrEqual => number >= bound,
            _ => throw new InvalidOperationException($"Unknown comparison {comparison}."),
        };
}
