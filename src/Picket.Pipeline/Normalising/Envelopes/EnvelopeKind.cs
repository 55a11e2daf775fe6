namespace Picket.Pipeline.Normalising.Envelopes;

/// <summary>What an entry holds, as its first telling field says.</summary>
internal enum EnvelopeKind
{
    /// <summary>A bare audit event, or what can best be judged as one.</summary>
    Event,

    /// <summary>An <c>EventList</c>: <c>items[]</c>.</summary>
    EventList,

    /// <summary>What Azure diagnostic settings deliver: <c>records[]</c>.</summary>
    Records,

    /// <summary>One Azure diagnostic record on its own.</summary>
    Record,

    /// <summary>A JSON array of any of these.</summary>
    Array,
}
