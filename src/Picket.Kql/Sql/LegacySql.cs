using System.Collections.Frozen;
using System.Globalization;

namespace Picket.Kql.Sql;

/// <summary>The SQL of functions that have no body of their own yet.</summary>
internal static class LegacySql
{
    private const string Octet = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

    private static readonly FrozenDictionary<string, Func<string[], string>> Templates = new Dictionary<string, Func<string[], string>>
    {
        ["ipv4_is_in_any_range"] = a => $"COALESCE(len(list_filter(TRY_CAST(CAST({a[1]} AS JSON) AS VARCHAR[]), lambda r: {SameNetwork([a[0], "r"])})) > 0, FALSE)",
        ["parse_ipv4"] = a => Masked(a[0], Bits(a[0])),
        ["ipv4_is_private"] = a => $"CASE WHEN {IsAddress(a[0])} THEN {Address(a[0])} // 16777216 = 10 OR {Address(a[0])} // 1048576 = 2753 OR {Address(a[0])} // 65536 = 49320 END",
        ["ipv4_is_in_range"] = SameNetwork,
        ["ipv4_is_match"] = SameNetwork,
        ["new_guid"] = _ => "uuid()",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Has(string function) => Templates.ContainsKey(function);

    public static string Write(CallExpression call, ExpressionSql sql) => Templates[call.Function]([.. call.Arguments.Select(sql.Write)]);

    private static string IsAddress(string text) => $"regexp_full_match({text}, '{Octet}(\\.{Octet}){{3}}(/(3[0-2]|[12]?\\d))?')";

    private static string Address(string text) => string.Join(" + ", Enumerable.Range(1, 4).Select(i =>
        $"CAST(split_part(split_part({text}, '/', 1), '.', {i.ToString(CultureInfo.InvariantCulture)}) AS BIGINT) * {1L << (8 * (4 - i))}")) is var sum
        ? $"({sum})"
        : "";

    private static string Bits(string text) => $"CASE WHEN contains({text}, '/') THEN TRY_CAST(split_part({text}, '/', 2) AS INTEGER) ELSE 32 END";

    private static string Masked(string text, string bits) =>
        $"CASE WHEN {IsAddress(text)} THEN {Address(text)} // CAST(pow(2, 32 - ({bits})) AS BIGINT) * CAST(pow(2, 32 - ({bits})) AS BIGINT) END";

    private static string SameNetwork(string[] a)
    {
        var bits = $"least({Bits(a[0])}, {Bits(a[1])}{(a.Length > 2 ? $", {a[2]}" : "")})";
        return $"({Masked(a[0], bits)} = {Masked(a[1], bits)})";
    }
}
