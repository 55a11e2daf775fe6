namespace Picket.Pipeline.Normalising.Scope;

/// <summary>What belongs to the cardholder data environment; an event is in it when any of the lists says so.</summary>
public sealed record CdeScopeOptions
{
    /// <summary>Clusters that belong to it as a whole: names or Azure resource ids; <c>*</c> and <c>?</c> stand for text.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>Namespaces; <c>*</c> and <c>?</c> stand for text.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Label selectors, on the object or on its namespace: <c>key=value</c>, <c>key</c>, <c>key in (a, b)</c>; a comma means and.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}
