using System.Globalization;
using Picket.Kql.Plan;

namespace Picket.Kql.Sql;

/// <summary>
/// A plan taken apart: <paramref name="Top"/> runs in this process, and where it reads the table <c>$sql0</c>, <c>$sql1</c>, … it reads the rows
/// DuckDB gives for that part.
/// </summary>
internal sealed record HybridPlan(KqlPlan Top, IReadOnlyList<KqlPlan> Parts)
{
    // No table of a catalogue has a name like this.
    private const string Prefix = "$sql";

    /// <summary>Whether DuckDB answers the whole.</summary>
    public bool IsAllSql => PartOf(Top) is not null;

    /// <summary>The number of the part that a scan of <see cref="Top"/> reads; null for a stored table.</summary>
    public static int? PartOf(KqlPlan plan) => plan is TableScan scan && scan.Table.StartsWith(Prefix, StringComparison.Ordinal)
        ? int.Parse(scan.Table.AsSpan(Prefix.Length), CultureInfo.InvariantCulture)
        : null;

    /// <summary>Takes a plan apart. Constant and computed rows are answered here, unless <paramref name="asksAll"/>: then DuckDB answers whatever it can.</summary>
    public static HybridPlan Of(KqlPlan plan, bool asksAll = false)
    {
        var cutting = new Cutting(new SqlSupport(), SharedIn(plan), asksAll);
        return new HybridPlan(cutting.Cut(plan, isWhole: true), cutting.Parts);
    }

    // What materialize() computes once for several parts must not be computed in each of them.
    private static HashSet<int> SharedIn(KqlPlan plan)
    {
        var seen = new HashSet<int>();
        var shared = new HashSet<int>();
        var visited = new HashSet<KqlPlan>(ReferenceEqualityComparer.Instance);
        Visit(plan);
        return shared;

        void Visit(KqlPlan part)
        {
            if (part is Materialized materialized && !seen.Add(materialized.Id))
                shared.Add(materialized.Id);
            if (!visited.Add(part) && part is not Materialized)
                return;
            foreach (var input in part.Inputs)
                Visit(input);
        }
    }

    private sealed class Cutting(SqlSupport support, HashSet<int> shared, bool asksAll)
    {
        private readonly Dictionary<int, KqlPlan> _materialized = [];

        public List<KqlPlan> Parts { get; } = [];

        public KqlPlan Cut(KqlPlan plan, bool isWhole = false)
        {
            if (!asksAll && !ReadsTable(plan))
                return plan;
            if (support.Has(plan) && (isWhole || !Shares(plan)))
                return Leaf(plan);
            if (plan is Materialized materialized)
                return _materialized.TryGetValue(materialized.Id, out var known) ? known : _materialized[materialized.Id] = materialized with { Input = Cut(materialized.Input) };
            var narrowed = MakeSeriesSql.TryPrepare(plan, support) ?? plan;
            var inputs = narrowed.Inputs.Select(i => Cut(i)).ToList();
            return Relations.Map(inputs.Count == 0 ? narrowed : narrowed.WithInputs(inputs), CutRelation);
        }

        private TableScan Leaf(KqlPlan plan)
        {
            Parts.Add(plan);
            return new TableScan($"{Prefix}{(Parts.Count - 1).ToString(CultureInfo.InvariantCulture)}", plan.Columns);
        }

        private KqlExpression CutRelation(KqlExpression expression) => expression switch
        {
            ScalarTableExpression scalar => scalar with { Table = Cut(scalar.Table) },
            InTableExpression test => test with { Table = Cut(test.Table) },
            _ => expression,
        };

        private bool Shares(KqlPlan plan) => (plan is Materialized materialized && shared.Contains(materialized.Id)) || plan.Inputs.Any(Shares);

        private static bool ReadsTable(KqlPlan plan) =>
            plan is TableScan || plan.Inputs.Any(ReadsTable) || plan.Expressions.Any(ReadsTable);

        private static bool ReadsTable(KqlExpression expression) =>
            (expression.Relation is { } relation && ReadsTable(relation)) || expression.Parts.Any(ReadsTable);
    }
}
