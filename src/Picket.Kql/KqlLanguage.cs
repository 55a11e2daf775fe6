using Picket.Kql.Binding;
using Picket.Kql.Syntax;

namespace Picket.Kql;

/// <summary>The words of the language that are supported, for completion and for documentation.</summary>
public static class KqlLanguage
{
    /// <summary>Scalar functions, aliases and conversions too.</summary>
    public static IReadOnlyList<string> Functions { get; } = Sorted(FunctionCatalog.Names.Where(n => !n.StartsWith('$')).Concat(Binder.ConversionNames).Concat(Binder.SpecialNames));

    /// <summary>Aggregates of <c>summarize</c>.</summary>
    public static IReadOnlyList<string> Aggregates { get; } = Sorted(AggregateCatalog.Names);

    /// <summary>Operators of a pipe and the sources it can start with.</summary>
    public static IReadOnlyList<string> Operators { get; } = Sorted(OperatorNames.Steps.Concat(OperatorNames.Sources));

    /// <summary>Plug-ins of <c>evaluate</c>.</summary>
    public static IReadOnlyList<string> Plugins { get; } = Sorted(Binder.PluginNames);

    private static IReadOnlyList<string> Sorted(IEnumerable<string> words) => [.. words.Distinct().Order(StringComparer.Ordinal)];
}
