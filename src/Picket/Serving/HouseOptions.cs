using Picket.Pipeline.Alerting;
using Picket.Pipeline.Normalising.Scope;
using Picket.Storage.DuckDb;

namespace Picket.Serving;

/// <summary>What the rooms need to know, taken from the configuration.</summary>
internal sealed record HouseOptions
{
    public required string DataFolder { get; init; }

    public required DuckDbOptions Storing { get; init; }

    public required IReadOnlyList<string> RuleDirectories { get; init; }

    /// <summary>Rules that are left out.</summary>
    public IReadOnlyCollection<Core.RuleId> DisabledRules { get; init; } = [];

    public required string ControlsDirectory { get; init; }

    public CdeScopeOptions Cde { get; init; } = new();

    /// <summary>The most that a query may ask for.</summary>
    public Configuration.QueryOptions Query { get; init; } = new();

    public AlertingOptions Alerting { get; init; } = new();

    public Core.ISecrets Secrets { get; init; } = new Configuration.SecretReader();

    /// <summary>How long a source may be silent, by its name.</summary>
    public required Func<string, TimeSpan> SilenceLimit { get; init; }
}
