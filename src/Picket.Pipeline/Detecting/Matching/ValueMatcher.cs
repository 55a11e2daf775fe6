namespace Picket.Pipeline.Detecting.Matching;

/// <summary>Judges one value of a field, as UTF-8 text.</summary>
internal abstract class ValueMatcher
{
    /// <summary>What judging one value costs, relative to comparing a slice.</summary>
    public virtual int Cost => 1;

    /// <summary>Whether an object counts as a match (only where presence is all that is asked).</summary>
    public virtual bool MatchesContainer => false;

    /// <summary>Whether the value matches.</summary>
    public abstract bool Matches(EventView view, ReadOnlySpan<byte> value);
}

/// <summary>Any value at all.</summary>
internal sealed class AnyValue : ValueMatcher
{
    public static readonly AnyValue Instance = new();

    public override bool MatchesContainer => true;

    public override bool Matches(EventView view, ReadOnlySpan<byte> value) => true;
}

/// <summary>One of several matchers.</summary>
internal sealed class AnyOf(ValueMatcher[] matchers) : ValueMatcher
{
    public override bool Matches(EventView view, ReadOnlySpan<byte> value)
    {
        foreach (var matcher in matchers)
        {
            if (matcher.Matches(view, value))
                return true;
        }

        return false;
    }
}

/// <summary>A value that none of several matchers accepts.</summary>
internal sealed class NoneOf(ValueMatcher[] matchers) : ValueMatcher
{
    private readonly AnyOf _any = new(matchers);

    public override bool Matches(EventView view, ReadOnlySpan<byte> value) => !_any.Matches(view, value);
}

/// <summary>The value of another field of the same event.</summary>
internal sealed class SameAsField(EventField other, bool cased) : ValueMatcher
{
    public override bool Matches(EventView view, ReadOnlySpan<byte> value) =>
        other.Any(view, TextMatcher.Exact(value.ToArray(), cased));
}
