using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Aggregates;

/// <summary>How many elements a collection may have.</summary>
internal static class CollectionLimit
{
    /// <summary>The most elements of any collection.</summary>
    public const int Largest = 1_048_576;

    /// <summary>The limit that a constant argument sets; without one, or with one out of bounds, the largest.</summary>
    public static int Of(AggregateItem item, int at) =>
        item.Arguments.Count > at && item.Arguments[at] is LiteralExpression { Value: { } limit } && KqlConversion.To(limit, KqlType.Long) is long and > 0 and < Largest and var most
            ? (int)most
            : Largest;
}

internal sealed class ListAccumulator(int most, bool keepsNulls) : Accumulator
{
    private readonly List<object?> _elements = [];

    public override object? Result => _elements.ToArray();

    public override int Held => _elements.Count;

    public override void Add(object?[] values)
    {
        if (_elements.Count < most && (keepsNulls || values[0] is not null))
            _elements.Add(KqlConversion.ToDynamic(values[0]));
    }
}

/// <summary>Distinct values in the order first seen.</summary>
internal sealed class SetAccumulator(int most) : Accumulator
{
    private readonly HashSet<object?> _known = new(ValueEquality.Exact);
    private readonly List<object?> _elements = [];

    public override object? Result => _elements.ToArray();

    public override int Held => _elements.Count;

    public override void Add(object?[] values)
    {
        if (_elements.Count < most && values[0] is { } value && _known.Add(value))
            _elements.Add(KqlConversion.ToDynamic(value));
    }
}

/// <summary>Bags put into one; of a property in several, the first is kept. What is no bag does not count.</summary>
internal sealed class BagAccumulator(int most) : Accumulator
{
    private readonly OrderedDictionary<string, object?> _bag = new(StringComparer.Ordinal);

    public override object? Result => _bag;

    public override int Held => _bag.Count;

    public override void Add(object?[] values)
    {
        if (values[0] is not OrderedDictionary<string, object?> bag)
            return;
        foreach (var (name, value) in bag)
        {
            if (_bag.Count < most)
                _bag.TryAdd(name, value);
        }
    }
}
