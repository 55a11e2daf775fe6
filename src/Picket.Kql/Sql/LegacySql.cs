using System.Collections.Frozen;
using System.Globalization;

namespace Picket.Kql.Sql;

/// <summary>The SQL of functions that have no body of their own yet.</summary>
internal static class LegacySql
{
    private const string Octet = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

    // Those that give NULL only for a NULL argument, and so never for a string.
    private static readonly FrozenSet<string> NeverNull = FrozenSet.Create(StringComparer.Ordinal,
        "replace_string", "replace_regex", "trim", "trim_start", "trim_end", "reverse", "hash_sha256");

    private static readonly FrozenDictionary<string, Func<string[], string>> Templates = new Dictionary<string, Func<string[], string>>
    {
        ["strlen"] = a => $"length({a[0]})",
        ["string_size"] = a => $"strlen({a[0]})",
        ["substring"] = a => a.Length > 2 ? $"substring({a[0]}, {FromEnd(a)} + 1, {a[2]})" : $"substring({a[0]}, {FromEnd(a)} + 1)",
        ["strcat_delim"] = a => $"concat_ws({string.Join(", ", a)})",
        ["strcat_array"] = a => $"array_to_string(list_transform({ExpressionSql.Texts(a[0])}, lambda e: COALESCE(e, '')), {a[1]})",
        ["split"] = a => a.Length > 2
            ? $"CAST(to_json(list_slice({Parts(a)}, {a[2]} + 1, {a[2]} + 1)) AS VARCHAR)"
            : $"CAST(to_json({Parts(a)}) AS VARCHAR)",
        ["trim"] = a => $"regexp_replace(regexp_replace({a[1]}, '^(?:' || {a[0]} || ')', ''), '(?:' || {a[0]} || ')$', '')",
        ["trim_start"] = a => $"regexp_replace({a[1]}, '^(?:' || {a[0]} || ')', '')",
        ["trim_end"] = a => $"regexp_replace({a[1]}, '(?:' || {a[0]} || ')$', '')",
        ["replace_string"] = a => $"replace({a[0]}, {a[1]}, {a[2]})",
        ["replace_regex"] = a => $"regexp_replace({a[0]}, {a[1]}, {a[2]}, 'g')",
        ["indexof"] = a => a.Length > 2
            ? $"CASE WHEN strpos(substring({a[0]}, {a[2]} + 1), {a[1]}) = 0 THEN -1 ELSE strpos(substring({a[0]}, {a[2]} + 1), {a[1]}) + {a[2]} - 1 END"
            : $"(strpos({a[0]}, {a[1]}) - 1)",
        ["reverse"] = a => $"reverse({a[0]})",
        ["extract"] = a => $"CASE WHEN regexp_matches({a[2]}, {a[0]}) THEN list_extract(regexp_extract_all({a[2]}, {a[0]}, CAST({a[1]} AS INTEGER)), 1) END",
        ["url_encode_component"] = a => $"url_encode({a[0]})",
        ["url_decode"] = a => $"TRY(url_decode({a[0]}))",
        ["base64_encode_tostring"] = a => $"to_base64(encode({a[0]}))",
        ["base64_decode_tostring"] = a => $"TRY(decode(from_base64({a[0]})))",
        ["hash_sha256"] = a => $"sha256({a[0]})",
        ["hash_md5"] = a => $"md5({a[0]})",
        ["strcmp"] = a => $"CASE WHEN {a[0]} < {a[1]} THEN -1 WHEN {a[0]} > {a[1]} THEN 1 ELSE 0 END",
        ["translate"] = a => $"translate({a[2]}, {a[0]}, {a[1]})",
        ["tohex"] = a => a.Length > 1
            ? $"CASE WHEN {a[0]} < 0 THEN right(lower(to_hex({a[0]})), CAST(greatest({a[1]}, 8) AS INTEGER)) ELSE lpad(lower(to_hex({a[0]})), CAST(greatest({a[1]}, length(to_hex({a[0]}))) AS INTEGER), '0') END"
            : $"lower(to_hex({a[0]}))",
        ["strrep"] = a => a.Length > 2 ? $"array_to_string(list_transform(range({a[1]}), lambda i: {a[0]}), {a[2]})" : $"repeat({a[0]}, {a[1]})",
        ["regex_quote"] = a => $"regexp_escape({a[0]})",
        ["min_of"] = a => $"least({string.Join(", ", a)})",
        ["max_of"] = a => $"greatest({string.Join(", ", a)})",
        ["isnan"] = a => $"isnan({a[0]})",
        ["isinf"] = a => $"isinf({a[0]})",
        ["isfinite"] = a => $"isfinite({a[0]})",

        ["parse_json"] = a => $"CASE WHEN {a[0]} = '' THEN NULL WHEN json_valid({a[0]}) THEN nullif(CAST(json({ValidJson(a[0])}) AS VARCHAR), 'null') ELSE CAST(to_json({a[0]}) AS VARCHAR) END",
        ["array_concat"] = a => FromList($"list_concat({string.Join(", ", a.Select(List))})"),
        ["array_slice"] = a => FromList($"list_slice({List(a[0])}, {Place(a[1])}, {Place(a[2])})"),
        ["array_index_of"] = a => $"COALESCE(CAST(list_position({List(a[0])}, CAST({a[1]} AS JSON)) AS BIGINT), 0) - 1",
        ["array_iff"] = a => FromList($"list_transform({List(a[0])}, lambda e, i: CASE WHEN CAST(e AS VARCHAR) = 'true' THEN list_extract({List(a[1])}, i) ELSE list_extract({List(a[2])}, i) END)"),
        ["range"] = a => $"CAST(to_json(generate_series({a[0]}, {a[1]}, {(a.Length > 2 ? a[2] : "1")})) AS VARCHAR)",
        ["ipv4_is_in_any_range"] = a => $"COALESCE(len(list_filter({ExpressionSql.Texts(a[1])}, lambda r: {SameNetwork([a[0], "r"])})) > 0, FALSE)",
        ["array_reverse"] = a => FromList($"list_reverse({List(a[0])})"),
        ["array_sort_asc"] = a => FromSorted(a[0], "ASC"),
        ["array_sort_desc"] = a => FromSorted(a[0], "DESC"),
        ["array_sum"] = a => $"list_sum(TRY_CAST(CAST({a[0]} AS JSON) AS DOUBLE[]))",
        ["pack_array"] = a => a.Length == 0 ? "'[]'" : $"'[' || {string.Join(" || ',' || ", a.Select(v => $"COALESCE({v}, 'null')"))} || ']'",
        ["bag_pack"] = a => $"'{{' || {string.Join(" || ',' || ", a.Chunk(2).Select(p => $"CAST(to_json({p[0]}) AS VARCHAR) || ':' || COALESCE({p[1]}, 'null')"))} || '}}'",
        ["bag_keys"] = a => $"CASE WHEN json_type({a[0]}) = 'OBJECT' THEN CAST(to_json(json_keys({a[0]})) AS VARCHAR) END",
        ["bag_has_key"] = a => $"COALESCE(list_contains(json_keys({a[0]}), {a[1]}), FALSE)",
        ["bag_merge"] = a => $"CAST({a.Reverse().Aggregate((merged, bag) => $"json_merge_patch({merged}, {bag})")} AS VARCHAR)",
        ["set_has_element"] = a => $"COALESCE(list_contains({List(a[0])}, CAST({a[1]} AS JSON)), FALSE)",
        ["set_union"] = a => FromList($"list_distinct(list_concat({string.Join(", ", a.Select(List))}))"),
        ["set_intersect"] = a => FromList($"list_distinct({a.Select(List).Aggregate((all, one) => $"list_intersect({all}, {one})")})"),
        ["set_difference"] = a => FromList($"list_distinct({a.Select(List).Aggregate((left, one) => $"list_filter({left}, lambda e: NOT list_contains({one}, e))")})"),

        ["startofday"] = a => Start("day", a),
        ["startofweek"] = a => Start("week", a),
        ["startofmonth"] = a => Start("month", a),
        ["startofyear"] = a => Start("year", a),
        ["endofday"] = a => End("day", a),
        ["endofweek"] = a => End("week", a),
        ["endofmonth"] = a => End("month", a),
        ["endofyear"] = a => End("year", a),
        ["dayofweek"] = a => $"(dayofweek({a[0]}) * {TimeSpan.TicksPerDay})",
        ["week_of_year"] = a => $"week({a[0]})",
        ["make_datetime"] = a => $"TRY(make_timestamp({a[0]}, {a[1]}, {a[2]}, {At(a, 3)}, {At(a, 4)}, CAST({At(a, 5)} AS DOUBLE)))",
        ["make_timespan"] = MakeTimeSpan,
        ["unixtime_seconds_todatetime"] = a => FromUnix(a[0], "1000000"),
        ["unixtime_milliseconds_todatetime"] = a => FromUnix(a[0], "1000"),
        ["unixtime_microseconds_todatetime"] = a => FromUnix(a[0], "1"),
        ["unixtime_nanoseconds_todatetime"] = a => FromUnix(a[0], "0.001"),

        ["abs"] = a => $"abs({a[0]})",
        ["sign"] = a => $"sign({a[0]})",
        ["round"] = a => a.Length > 1 ? $"round({a[0]}, CAST({a[1]} AS INTEGER))" : $"round({a[0]})",
        ["ceiling"] = a => $"ceil({a[0]})",
        ["sqrt"] = a => $"CASE WHEN {a[0]} >= 0 THEN sqrt({a[0]}) END",
        ["exp"] = a => $"exp({a[0]})",
        ["exp2"] = a => $"pow(2, {a[0]})",
        ["exp10"] = a => $"pow(10, {a[0]})",
        ["log"] = a => $"TRY(ln({a[0]}))",
        ["log2"] = a => $"TRY(log2({a[0]}))",
        ["log10"] = a => $"TRY(log10({a[0]}))",
        ["pow"] = a => $"pow({a[0]}, {a[1]})",
        ["pi"] = _ => "pi()",
        ["sin"] = a => $"sin({a[0]})",
        ["cos"] = a => $"cos({a[0]})",
        ["tan"] = a => $"tan({a[0]})",
        ["asin"] = a => $"TRY(asin({a[0]}))",
        ["acos"] = a => $"TRY(acos({a[0]}))",
        ["atan"] = a => $"atan({a[0]})",
        ["atan2"] = a => $"atan2({a[0]}, {a[1]})",
        ["cot"] = a => $"TRY(cot({a[0]}))",
        ["degrees"] = a => $"degrees({a[0]})",
        ["radians"] = a => $"radians({a[0]})",
        ["gamma"] = a => $"TRY(gamma({a[0]}))",
        ["loggamma"] = a => $"TRY(lgamma({a[0]}))",
        ["binary_and"] = a => $"({a[0]} & {a[1]})",
        ["binary_or"] = a => $"({a[0]} | {a[1]})",
        ["binary_xor"] = a => $"xor({a[0]}, {a[1]})",
        ["binary_not"] = a => $"(~{a[0]})",
        ["binary_shift_left"] = a => $"TRY({a[0]} << {a[1]})",
        ["binary_shift_right"] = a => $"({a[0]} >> {a[1]})",

        ["parse_ipv4"] = a => Masked(a[0], Bits(a[0])),
        ["ipv4_is_private"] = a => $"CASE WHEN {IsAddress(a[0])} THEN {Address(a[0])} // 16777216 = 10 OR {Address(a[0])} // 1048576 = 2753 OR {Address(a[0])} // 65536 = 49320 END",
        ["ipv4_is_in_range"] = SameNetwork,
        ["ipv4_is_match"] = SameNetwork,
        ["new_guid"] = _ => "uuid()",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Write(CallExpression call, ExpressionSql sql)
    {
        // A constant that shapes the SQL must not also leave a parameter behind that nothing uses.
        var constant = ConstantArgument(call.Function);
        var arguments = call.Arguments.Select((a, i) => i == constant ? "" : a.Type == KqlType.DateTime ? TimeSql.ToTimestamp(sql.Write(a)) : sql.Write(a)).ToArray();
        var first = call.Arguments.Count > 0 ? call.Arguments[0] : null;
        var value = call.Function switch
        {
            "gettype" => GetType(first!.Type, arguments[0]),
            "countof" => CountOf(call, arguments),
            "extract_all" => ExtractAll(RegexGroups.Count((string)((LiteralExpression)call.Arguments[0]).Value!), arguments),
            "bag_remove_keys" => RemoveKeys(arguments),
            "datetime_diff" => $"date_diff('{Part(call)}', {arguments[2]}, {arguments[1]})",
            "datetime_add" => $"({arguments[2]} + to_{Part(call)}s({arguments[1]}))",
            "datetime_part" => $"CAST(date_part('{Part(call)}', {arguments[1]}) AS INTEGER)",
            "format_datetime" => $"strftime({arguments[0]}, '{DateFormat.ToStrftime((string)((LiteralExpression)call.Arguments[1]).Value!)}')",
            _ => Templates[call.Function](arguments),
        };
        if (call.Type == KqlType.DateTime)
            value = TimeSql.ToTicks(value);
        return call.Type == KqlType.String && !NeverNull.Contains(call.Function) ? $"COALESCE({value}, '')" : value;
    }

    private static int ConstantArgument(string function) => function switch
    {
        "datetime_diff" or "datetime_add" or "datetime_part" => 0,
        "format_datetime" => 1,
        "countof" => 2,
        _ => -1,
    };

    /// <summary>The text where it is JSON, else NULL.</summary>
    public static string ValidJson(string text) => $"CASE WHEN json_valid({text}) THEN {text} END";

    private static string GetType(KqlType type, string value) => type == KqlType.Dynamic
        ? $"CASE json_type({value}) WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'dictionary' WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'bool' WHEN 'DOUBLE' THEN 'double' WHEN 'UBIGINT' THEN 'long' WHEN 'BIGINT' THEN 'long' ELSE 'null' END"
        : $"'{type.Word}'";

    private static string CountOf(CallExpression call, string[] a)
    {
        if (call.Arguments.Count > 2 && call.Arguments[2] is LiteralExpression { Value: "regex" })
            return $"CAST(len(regexp_extract_all({a[0]}, {a[1]})) AS BIGINT)";
        return $"CASE WHEN {a[1]} = '' THEN 0 ELSE (length({a[0]}) - length(replace({a[0]}, {a[1]}, ''))) // length({a[1]}) END";
    }

    // With one group a list of texts, with several a list of lists.
    private static string ExtractAll(int groups, string[] a)
    {
        var lists = Enumerable.Range(1, groups).Select(g => $"regexp_extract_all({a[1]}, {a[0]}, {g.ToString(CultureInfo.InvariantCulture)})").ToList();
        var matches = groups == 1
            ? lists[0]
            : $"list_transform(range(1, len({lists[0]}) + 1), lambda i: [{string.Join(", ", lists.Select(l => $"list_extract({l}, i)"))}])";
        return $"CASE WHEN regexp_matches({a[1]}, {a[0]}) THEN CAST(to_json({matches}) AS VARCHAR) END";
    }

    private static string RemoveKeys(string[] a) =>
        $"CASE WHEN json_type({a[0]}) = 'OBJECT' THEN '{{' || array_to_string(list_transform(list_filter(json_keys({a[0]}), lambda k: NOT list_contains({ExpressionSql.Texts(a[1])}, k)),"
        + $" lambda k: CAST(to_json(k) AS VARCHAR) || ':' || CAST(json_extract({a[0]}, '$.\"' || k || '\"') AS VARCHAR)), ',') || '}}' END";

    private static string Part(CallExpression call) =>
        DateParts.TryFind((string)((LiteralExpression)call.Arguments[0]).Value!, out var part) ? part : throw new InvalidOperationException("Not a part of a date.");

    private static string FromEnd(string[] a) => $"CASE WHEN {a[1]} < 0 THEN greatest(length({a[0]}) + {a[1]}, 0) ELSE {a[1]} END";

    private static string Parts(string[] a) => $"CASE WHEN {a[1]} = '' THEN [{a[0]}] ELSE string_split({a[0]}, {a[1]}) END";

    private static string List(string json) => $"TRY_CAST(CAST({json} AS JSON) AS JSON[])";

    private static string FromList(string list) => $"CAST(to_json({list}) AS VARCHAR)";

    // Numbers before texts and by value; nulls last in both directions.
    private static string FromSorted(string json, string direction) =>
        $"CASE WHEN json_type({json}) = 'ARRAY' THEN (SELECT CAST(to_json(list(e ORDER BY e IS NULL OR CAST(e AS VARCHAR) = 'null', TRY_CAST(CAST(e AS VARCHAR) AS DOUBLE) {direction} NULLS LAST, CAST(e AS VARCHAR) {direction})) AS VARCHAR) FROM (SELECT unnest({List(json)}) AS e)) END";

    // KQL counts from 0 and from the end below 0; DuckDB from 1 and likewise.
    private static string Place(string index) => $"CASE WHEN {index} < 0 THEN {index} ELSE {index} + 1 END";

    private static string Start(string part, string[] a)
    {
        var start = part == "week" ? $"(date_trunc('day', {a[0]}) - to_days(CAST(dayofweek({a[0]}) AS INTEGER)))" : $"date_trunc('{part}', {a[0]})";
        return a.Length > 1 ? $"({start} + to_{part}s(CAST({a[1]} AS INTEGER)))" : start;
    }

    private static string End(string part, string[] a) =>
        $"({Start(part, [a[0], a.Length > 1 ? $"{a[1]} + 1" : "1"])} - to_microseconds(1))";

    private static string At(string[] a, int index) => index < a.Length ? a[index] : "0";

    // (hours, minutes[, seconds]) or (days, hours, minutes, seconds).
    private static string MakeTimeSpan(string[] a)
    {
        var (day, rest) = a.Length == 4 ? (a[0], a[1..]) : ("0", a);
        return $"CAST({day} * {TimeSpan.TicksPerDay} + {rest[0]} * {TimeSpan.TicksPerHour} + {rest[1]} * {TimeSpan.TicksPerMinute} + {At(rest, 2)} * {TimeSpan.TicksPerSecond} AS BIGINT)";
    }

    private static string FromUnix(string value, string micros) => $"make_timestamp(CAST(round({value} * {micros}) AS BIGINT))";

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
