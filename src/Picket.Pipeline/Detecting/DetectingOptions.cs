using Picket.Core;

namespace Picket.Pipeline.Detecting;

/// <summary>Which rules judge events.</summary>
public sealed record DetectingOptions
{
    /// <summary>The section of the configuration file.</summary>
    public const string Section = "detecting";

    /// <summary>Folders with rules of your own, beside those that Picket ships.</summary>
    [OptionPath]
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Ids of rules that are left out.</summary>
    public IReadOnlyList<string> Disabled { get; init; } = [];
}
