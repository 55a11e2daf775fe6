using System.Collections.Frozen;

namespace Picket.Kql.Binding;

/// <summary>
/// An aggregate: its main name, the prefix of the column it makes, how many arguments it takes (without the condition
/// of its <c>…if</c> form), and the type of its result given that of its first argument.
/// </summary>
internal sealed record AggregateSignature(
    string Name, string Prefix, int Least, int Most, bool HasCondition, Func<KqlType, KqlType> Result);

/// <summary>The aggregates of <c>summarize</c>.</summary>
internal static class AggregateCatalog
{
    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["makeset"] = "make_set",
        ["makelist"] = "make_list",
        ["argmax"] = "arg_max",
        ["argmin"] = "arg_min",
        ["any"] = "take_any",
        ["anyif"] = "take_anyif",
        ["stdevif"] = "stdevif",
        ["make_dictionary"] = "make_bag",
        ["count_distinct"] = "dcount",
        ["count_distinctif"] = "dcountif",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, AggregateSignature> ByName = Build();

    public static IEnumerable<string> Names => ByName.Keys.Concat(Aliases.Keys);

    public static AggregateSignature? Find(string name) => ByName.GetValueOrDefault(Aliases.GetValueOrDefault(name, name));

    private static FrozenDictionary<string, AggregateSignature> Build()
    {
        var all = new Dictionary<string, AggregateSignature>(StringComparer.Ordinal);
        Add("count", "count", 0, 1, _ => KqlType.Long, "countif");
        Add("sum", "sum", 1, 1, Summed, "sumif");
        Add("avg", "avg", 1, 1, Averaged, "avgif");
        Add("min", "min", 1, 1, Same, "minif");
        Add("max", "max", 1, 1, Same, "maxif");
        Add("dcount", "dcount", 1, 2, _ => KqlType.Long, "dcountif");
        Add("make_set", "set", 1, 2, _ => KqlType.Dynamic, "make_set_if");
        Add("make_list", "list", 1, 2, _ => KqlType.Dynamic, "make_list_if");
        Add("make_bag", "bag", 1, 2, _ => KqlType.Dynamic, "make_bag_if");
        Add("stdev", "stdev", 1, 1, _ => KqlType.Real, "stdevif");
        Add("variance", "variance", 1, 1, _ => KqlType.Real, "varianceif");
        Add("stdevp", "stdevp", 1, 1, _ => KqlType.Real, "");
        Add("variancep", "variancep", 1, 1, _ => KqlType.Real, "");
        Add("covariance", "covariance", 2, 2, _ => KqlType.Real, "covarianceif");
        Add("covariancep", "covariancep", 2, 2, _ => KqlType.Real, "covariancepif");
        Add("percentile", "percentile", 2, 2, Same, "");
        Add("percentiles", "percentile", 2, 16, Same, "");
        Add("take_any", "", 1, 64, Same, "take_anyif");
        Add("arg_max", "", 2, 64, Same, "");
        Add("arg_min", "", 2, 64, Same, "");
        Add("binary_all_or", "binary_all_or", 1, 1, _ => KqlType.Long, "");
        Add("binary_all_and", "binary_all_and", 1, 1, _ => KqlType.Long, "");
        return all.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(string name, string prefix, int least, int most, Func<KqlType, KqlType> result, string conditional)
        {
            all[name] = new AggregateSignature(name, prefix, least, most, false, result);
            if (conditional.Length > 0)
                all[conditional] = new AggregateSignature(name, ConditionalPrefix(conditional), least, most, true, result);
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
