using System.Buffers.Text;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>Where a rule's field is found in an event. A field may hold several values, or none.</summary>
internal abstract class EventField
{
    /// <summary>What reading it costs, relative to comparing a slice; dearer fields are asked last.</summary>
    public virtual int Cost => 1;

    /// <summary>Whether the dispatch table decides on it once per kind of event instead of once per event.</summary>
    public bool IsDispatched { get; init; }

    /// <summary>Whether any of the field's values matches.</summary>
    public abstract bool Any(EventView view, ValueMatcher matcher);
}

/// <summary>A field that the event holds as one slice of text; empty means missing.</summary>
internal sealed class SliceField(Func<EventView, ReadOnlyMemory<byte>> read) : EventField
{
    public override bool Any(EventView view, ValueMatcher matcher)
    {
        var value = read(view).Span;
        return !value.IsEmpty && matcher.Matches(view, value);
    }
}

/// <summary>A number; 0 means missing.</summary>
internal sealed class NumberField(Func<EventView, int> read) : EventField
{
    private const int MaxDigits = 11;

    public override bool Any(EventView view, ValueMatcher matcher)
    {
        var number = read(view);
        if (number == 0)
            return false;

        Span<byte> text = stackalloc byte[MaxDigits];
        return Utf8Formatter.TryFormat(number, text, out var length) && matcher.Matches(view, text[..length]);
    }
}

/// <summary>A value inside JSON.</summary>
internal sealed class JsonField(Func<EventView, ReadOnlyMemory<byte>> read, JsonPath path, int cost) : EventField
{
    public override int Cost => cost;

    public override bool Any(EventView view, ValueMatcher matcher) => path.Any(read(view).Span, view, matcher);
}

/// <summary>A value inside the pod spec, which is only looked for where the object has such a key at all.</summary>
internal sealed class PodSpecField(JsonPath path, int cost) : EventField
{
    public override int Cost => cost;

    public override bool Any(EventView view, ValueMatcher matcher) =>
        !path.CannotBeIn(view.Object.Span) && path.Any(view.PodSpec.Span, view, matcher);
}
