using Picket.Core;

namespace Picket.Pipeline.Storing;

/// <summary>How long things are kept.</summary>
public sealed record StoringOptions
{
    /// <summary>The section of the configuration file.</summary>
    public const string Section = "storing";

    /// <summary>How long everything is kept, and can be queried; PCI DSS 10.5.1 asks for twelve months at least.</summary>
    [OptionRange("1d", "3650d")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(365);

    /// <summary>An hour of events is sealed into a segment this long after it has ended; later ones go into one of their own.</summary>
    [OptionRange("1m", "7d")]
    public TimeSpan SealAfter { get; init; } = TimeSpan.FromMinutes(15);
}
