using System.Collections.Frozen;

namespace Picket.Kql.Binding;

/// <summary>
/// An aggregate: its main name, the prefix of the column it makes, how many arguments it takes (without the condition
/// of its <c>…if</c> form, which stands at <paramref name="ConditionAt"/>; -1 where it has none), and the type of its result
/// given that of its first argument.
/// </summary>
internal sealed record AggregateSignature(
    string Name, string Prefix, int Least, int Most, int ConditionAt, Func<KqlType, KqlType> Result)
{
    public bool HasCondition => ConditionAt >= 0;
}

/// <summary>The aggregates of <c>summarize</c>.</summary>
internal static class AggregateCatalog
{
    private const int ManyColumns = 64;
    private const int ManyPercentiles = 32;

    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["makeset"] = "make_set",
        ["makelist"] = "make_list",
        ["make_dictionary"] = "make_bag",
        ["merge_tdigests"] = "tdigest_merge",
        ["merge_tdigest"] = "tdigest_merge",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, AggregateSignature> ByName = Build();

    public static IEnumerable<string> Names => ByName.Keys.Concat(Aliases.Keys);

    public static AggregateSignature? Find(string name) => ByName.GetValueOrDefault(Aliases.GetValueOrDefault(name, name));

    private static FrozenDictionary<string, AggregateSignature> Build()
    {
        var all = new Dictionary<string, AggregateSignature>(StringComparer.Ordinal);
        AddCounts();
        AddNumbers();
        AddCollections();
        AddPercentiles();
        AddRows();
        return all.ToFrozenDictionary(StringComparer.Ordinal);

        void AddCounts()
        {
            Add("count", "count", 0, 1, _ => KqlType.Long, "countif");
            Add("dcount", "dcount", 1, 2, _ => KqlType.Long, "dcountif");
            Add("count_distinct", "count_distinct", 1, 1, _ => KqlType.Long, "count_distinctif");
            Add("hll", "hll", 1, 2, _ => KqlType.Dynamic, "hll_if");
            Add("hll_merge", "hll_merge", 1, 1, _ => KqlType.Dynamic, "");
        }

        void AddNumbers()
        {
            Add("sum", "sum", 1, 1, Summed, "sumif");
            Add("avg", "avg", 1, 1, Averaged, "avgif");
            Add("min", "min", 1, 1, Same, "minif");
            Add("max", "max", 1, 1, Same, "maxif");
            foreach (var name in (string[])["stdev", "stdevp", "variance", "variancep"])
                Add(name, name, 1, 1, _ => KqlType.Real, $"{name}if");
            foreach (var name in (string[])["covariance", "covariancep"])
                Add(name, name, 2, 2, _ => KqlType.Real, $"{name}if");
            foreach (var name in (string[])["binary_all_or", "binary_all_and", "binary_all_xor"])
                Add(name, name, 1, 1, _ => KqlType.Long, "");
        }

        void AddCollections()
        {
            Add("make_set", "set", 1, 2, _ => KqlType.Dynamic, "make_set_if");
            Add("make_list", "list", 1, 2, _ => KqlType.Dynamic, "make_list_if");
            Add("make_list_with_nulls", "list", 1, 1, _ => KqlType.Dynamic, "");
            Add("make_bag", "bag", 1, 2, _ => KqlType.Dynamic, "make_bag_if");
            Add("buildschema", "schema", 1, 1, _ => KqlType.Dynamic, "");
        }

        void AddPercentiles()
        {
            Add("percentile", "percentile", 2, 2, Same, "");
            Add("percentiles", "percentile", 2, ManyPercentiles, Same, "");
            Add("percentiles_array", "percentiles", 2, ManyPercentiles, _ => KqlType.Dynamic, "");
            Add("percentilew", "percentile", 3, 3, Same, "");
            Add("percentilesw", "percentile", 3, ManyPercentiles, Same, "");
            Add("percentilesw_array", "percentile", 3, ManyPercentiles, _ => KqlType.Dynamic, "");
            Add("tdigest", "tdigest", 1, 2, _ => KqlType.Dynamic, "");
            Add("tdigest_merge", "tdigest_merge", 1, 1, _ => KqlType.Dynamic, "");
        }

        // The old names put a prefix before the columns they take.
        void AddRows()
        {
            Add("take_any", "", 1, ManyColumns, Same, "take_anyif");
            all["any"] = all["take_any"] with { Prefix = "any" };
            all["anyif"] = all["take_anyif"] with { Prefix = "any" };
            Add("arg_max", "", 1, ManyColumns, Same, "");
            Add("arg_min", "", 1, ManyColumns, Same, "");
            all["argmax"] = all["arg_max"] with { Prefix = "max" };
            all["argmin"] = all["arg_min"] with { Prefix = "min" };
        }

        void Add(string name, string prefix, int least, int most, Func<KqlType, KqlType> result, string conditional)
        {
            all[name] = new AggregateSignature(name, prefix, least, most, -1, result);
            if (conditional.Length > 0)
                all[conditional] = new AggregateSignature(name, ConditionalPrefix(conditional), least, most, least, result);
        }
    }

    private static string ConditionalPrefix(string name) => name switch
    {
        "make_set_if" => "set",
        "make_list_if" => "list",
        "make_bag_if" => "bag",
        "take_anyif" => "",
        _ => name,
    };

    private static KqlType Same(KqlType type) => type;

    private static KqlType Summed(KqlType type) => type switch
    {
        KqlType.Int or KqlType.Bool => KqlType.Long,
        KqlType.Dynamic => KqlType.Real,
        _ => type,
    };

    private static KqlType Averaged(KqlType type) => type is KqlType.TimeSpan or KqlType.DateTime or KqlType.Decimal ? type : KqlType.Real;
}
