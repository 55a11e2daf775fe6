using System.Collections.Frozen;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>The rows of a table that a plug-in works on; dynamic cells as <see cref="Values.DynamicJson"/> says.</summary>
internal sealed record PluginRows(IReadOnlyList<KqlColumn> Columns, IReadOnlyList<object?[]> Rows);

/// <summary>
/// An argument of a plug-in: a column of the first table (its place), or a constant (place -1), or anything else over a row of the first table
/// (<paramref name="Value"/> computes all three).
/// </summary>
internal sealed record PluginArgument(int Place, object? Constant, KqlType Type, RowValue Value);

/// <summary>What a plug-in is called with; its rows must have the columns of <paramref name="Schema"/>.</summary>
internal sealed record PluginCall(
    IReadOnlyList<PluginRows> Tables,
    IReadOnlyList<PluginArgument> Arguments,
    IReadOnlyList<KqlColumn> Schema,
    Random Random,
    CancellationToken CancellationToken);

/// <summary>Computes the rows of a plug-in; a wrong argument is a <see cref="KqlRunException"/>.</summary>
internal delegate IEnumerable<object?[]> PluginBody(PluginCall call);

/// <summary>The plug-ins of <c>evaluate</c> and the operators that are like one, by main name.</summary>
internal static class PluginTable
{
    private static readonly IEnumerable<IReadOnlyDictionary<string, PluginBody>> Families =
    [
        ShapePlugins.All, AddressPlugins.All, GeoLookups.All, ActivityPlugins.All, SequencePlugins.All, PatternPlugins.All, ReducePlugin.All,
    ];

    private static readonly FrozenDictionary<string, PluginBody> ByName =
        Families.SelectMany(f => f).ToFrozenDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);

    public static PluginBody? Find(string name) => ByName.GetValueOrDefault(name);
}
