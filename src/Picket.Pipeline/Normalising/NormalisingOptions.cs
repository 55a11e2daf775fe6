namespace Picket.Pipeline.Normalising;

/// <summary>What belongs to the cardholder data environment. An event is in it when any of the three lists says so.</summary>
public sealed record NormalisingOptions
{
    /// <summary>The section of the configuration file.</summary>
    public const string Section = "cde";

    /// <summary>Clusters that belong to it as a whole: names or Azure resource ids; <c>*</c> and <c>?</c> stand for text.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>Namespaces; <c>*</c> and <c>?</c> stand for text.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Label selectors, on the object or on its namespace: <c>key=value</c>, <c>key</c>, <c>key in (a, b)</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = ["pci-scope=cde"];
}
