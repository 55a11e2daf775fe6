namespace Picket.Pipeline.Detecting.Matching;

/// <summary>A condition on an event.</summary>
internal abstract class Predicate
{
    /// <summary>What judging costs, relative to comparing a slice.</summary>
    public abstract int Cost { get; }

    /// <summary>Whether the event fulfils the condition.</summary>
    public abstract bool Matches(EventView view);

    /// <summary>
    /// What is left to ask of events that are like this one in every dispatched field: parts that those fields decide
    /// become <see cref="Constant"/> and fall away.
    /// </summary>
    public abstract Predicate SpecialisedFor(EventView view);
}

/// <summary>Always, or never.</summary>
internal sealed class Constant : Predicate
{
    public static readonly Constant True = new(true);
    public static readonly Constant False = new(false);
    private readonly bool _value;

    private Constant(bool value) => _value = value;

    public override int Cost => 0;

    public static Constant Of(bool value) => value ? True : False;

    public override bool Matches(EventView view) => _value;

    public override Predicate SpecialisedFor(EventView view) => this;
}

/// <summary>A field has a value that matches.</summary>
internal sealed class FieldPredicate(EventField source, ValueMatcher matcher) : Predicate
{
    public override int Cost => source.Cost * matcher.Cost;

    public override bool Matches(EventView view) => source.Any(view, matcher);

    public override Predicate SpecialisedFor(EventView view) => source.IsDispatched ? Constant.Of(Matches(view)) : this;
}

/// <summary>Not.</summary>
internal sealed class NotPredicate(Predicate inner) : Predicate
{
    public override int Cost => inner.Cost;

    public override bool Matches(EventView view) => !inner.Matches(view);

    public override Predicate SpecialisedFor(EventView view) => inner.SpecialisedFor(view) switch
    {
        Constant constant => Constant.Of(!constant.Matches(view)),
        var rest => new NotPredicate(rest),
    };
}

/// <summary>All of, or any of; the cheap ones are asked first, which changes the cost and never the answer.</summary>
internal sealed class CompoundPredicate : Predicate
{
    private readonly Predicate[] _parts;
    private readonly bool _all;

    private CompoundPredicate(Predicate[] parts, bool all)
    {
        _parts = parts;
        _all = all;
        Cost = parts.Sum(p => p.Cost);
    }

    public override int Cost { get; }

    public static Predicate All(IEnumerable<Predicate> parts) => Create(parts, all: true);

    public static Predicate Any(IEnumerable<Predicate> parts) => Create(parts, all: false);

    public override bool Matches(EventView view)
    {
        foreach (var part in _parts)
        {
            if (part.Matches(view) != _all)
                return !_all;
        }

        return _all;
    }

    public override Predicate SpecialisedFor(EventView view) => Create(_parts.Select(p => p.SpecialisedFor(view)), _all);

    private static Predicate Create(IEnumerable<Predicate> parts, bool all)
    {
        var decisive = Constant.Of(!all);
        var rest = parts.Where(p => p != Constant.Of(all)).OrderBy(p => p.Cost).ToArray();
        if (rest.Contains(decisive))
            return decisive;
        return rest switch
        {
            [] => Constant.Of(all),
            [var only] => only,
            _ => new CompoundPredicate(rest, all),
        };
    }
}

/// <summary>Text anywhere in the whole event (Sigma keywords).</summary>
internal sealed class KeywordPredicate(ValueMatcher matcher) : Predicate
{
    private const int WholeEventCost = 200;

    public override int Cost => WholeEventCost;

    public override bool Matches(EventView view) => matcher.Matches(view, view.Event.Raw.Span);

    public override Predicate SpecialisedFor(EventView view) => this;
}
