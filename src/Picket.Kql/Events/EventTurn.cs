using Picket.Kql.Evaluating;

namespace Picket.Kql.Events;

/// <summary>Whose turn it is: counts the events, so that what is computed of one is computed once.</summary>
internal sealed class EventTurn
{
    private long _number;

    public void Begin() => _number++;

    /// <summary>The value, computed when first wanted of an event.</summary>
    public RowValue Once(RowValue compute)
    {
        var known = -1L;
        object? value = null;
        return row =>
        {
            if (known != _number)
                (value, known) = (compute(row), _number);
            return value;
        };
    }
}
