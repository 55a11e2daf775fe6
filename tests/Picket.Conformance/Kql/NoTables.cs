using System.Diagnostics.CodeAnalysis;
using Picket.Kql;

namespace Picket.Conformance.Kql;

/// <summary>A catalogue without tables, for queries that bring their own rows. What a plug-in's columns depend on is computed by the evaluator.</summary>
internal sealed class NoTables : IKqlCatalog
{
    public static readonly NoTables Instance = new();

    public IEnumerable<string> TableNames => [];

    public Func<KqlPlan, IEnumerable<object?[]>>? Probe { get; } = plan => KqlEvaluator.Run(plan, Run);

    public static KqlRun Run { get; } = new() { ReadTable = scan => throw new InvalidOperationException($"No table '{scan.Table}'.") };

    public bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table)
    {
        table = null;
        return false;
    }
}
