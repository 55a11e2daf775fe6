using Picket.Core;

namespace Picket.Pipeline.Collecting;

/// <summary>When the watch itself counts as failing.</summary>
public sealed record HealthOptions
{
    /// <summary>The section of the configuration file.</summary>
    public const string Section = "health";

    /// <summary>A source that delivers nothing for longer than this has a gap.</summary>
    [OptionRange("1s", "30d")]
    public TimeSpan SilenceAfter { get; init; } = TimeSpan.FromMinutes(15);
}
