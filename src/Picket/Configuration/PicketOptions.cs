using Picket.Core;
using Picket.Pipeline.Alerting;
using Picket.Pipeline.Collecting;
using Picket.Pipeline.Detecting;
using Picket.Pipeline.Normalising;
using Picket.Pipeline.Storing;

namespace Picket.Configuration;

/// <summary>Everything that <c>picket.yaml</c> can say; each section belongs to one room.</summary>
public sealed record PicketOptions
{
    /// <summary>The folder everything is kept in; <c>--data</c> goes before it.</summary>
    [OptionPath]
    public string Data { get; init; } = "data";

    /// <inheritdoc cref="ServerOptions"/>
    public ServerOptions Server { get; init; } = new();

    /// <inheritdoc cref="SourceOptions"/>
    public IReadOnlyList<SourceOptions> Sources { get; init; } = [];

    /// <inheritdoc cref="NormalisingOptions"/>
    public NormalisingOptions Cde { get; init; } = new();

    /// <inheritdoc cref="StoringOptions"/>
    public StoringOptions Storing { get; init; } = new();

    /// <inheritdoc cref="DetectingOptions"/>
    public DetectingOptions Detecting { get; init; } = new();

    /// <inheritdoc cref="AlertingOptions"/>
    public AlertingOptions Alerting { get; init; } = new();

    /// <inheritdoc cref="QueryOptions"/>
    public QueryOptions Query { get; init; } = new();

    /// <inheritdoc cref="HealthOptions"/>
    public HealthOptions Health { get; init; } = new();
}
