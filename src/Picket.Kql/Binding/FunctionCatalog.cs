using System.Collections.Frozen;

namespace Picket.Kql.Binding;

/// <summary>What a parameter takes.</summary>
internal enum Accepts
{
    /// <summary>A value of the parameter's type, or a dynamic one, converted.</summary>
    Typed,

    /// <summary>Any value as it is.</summary>
    Any,

    /// <summary>Any value, as its text.</summary>
    Text,

    /// <summary>Any value, as dynamic.</summary>
    Json,

    /// <summary>Any number as it is.</summary>
    Number,

    /// <summary>Values that are brought to one common type.</summary>
    Common,
}

internal readonly record struct Parameter(Accepts Accepts, KqlType Type, bool IsOptional, bool IsRepeated);

/// <summary>A built-in function: its parameters, its result (null: the type of its first argument).</summary>
internal sealed record FunctionSignature(string Name, IReadOnlyList<Parameter> Parameters, KqlType? Result, bool KeepsName)
{
    /// <summary>The columns it gives, each named after the call and itself; empty where it gives one value.</summary>
    public IReadOnlyList<KqlColumn> Outputs { get; init; } = [];

    /// <summary>It gives one array for each array that it takes.</summary>
    public bool GivesArrays { get; init; }

    public int Least => Parameters.Count(p => !p.IsOptional);

    public int Most => Parameters.Any(p => p.IsRepeated) ? MaxRepeated : Parameters.Count;

    private const int MaxRepeated = 128;

    public Parameter At(int index) => Parameters[Math.Min(index, Parameters.Count - 1)];
}

/// <summary>The built-in functions, written as <c>name(parameters) result</c>; see <see cref="Parse"/>.</summary>
internal static class FunctionCatalog
{
    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["iif"] = "iff",
        ["todynamic"] = "parse_json",
        ["parsejson"] = "parse_json",
        ["toobject"] = "parse_json",
        ["notempty"] = "isnotempty",
        ["notnull"] = "isnotnull",
        ["replace"] = "replace_regex",
        ["base64_encodestring"] = "base64_encode_tostring",
        ["base64_decodestring"] = "base64_decode_tostring",
        ["arraylength"] = "array_length",
        ["array_iif"] = "array_iff",
        ["array_strcat"] = "strcat_array",
        ["getmonth"] = "monthofyear",
        ["datepart"] = "datetime_part",
        ["weekofyear"] = "week_of_year",
        ["tdigest_merge"] = "merge_tdigest",
        ["extractall"] = "extract_all",
        ["parseurl"] = "parse_url",
        ["parseurlquery"] = "parse_urlquery",
        ["parsecsv"] = "parse_csv",
        ["parsexml"] = "parse_xml",
        ["make_string"] = "unicode_codepoints_to_string",
        ["to_utf8"] = "unicode_codepoints_from_string",
        ["toutf8"] = "unicode_codepoints_from_string",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, FunctionSignature> ByName =
        Functions.ScalarFunctions.ByName.Values.Select(f => Parse(f.Signature)).ToFrozenDictionary(s => s.Name, StringComparer.Ordinal);

    // A name that starts with '$' belongs to an operator and cannot be called.
    public static IEnumerable<string> Names => ByName.Keys.Where(n => n[0] != '$').Concat(Aliases.Keys);

    public static FunctionSignature? Find(string name) =>
        name.StartsWith('$') ? null : ByName.GetValueOrDefault(Aliases.GetValueOrDefault(name, name));

    // '?' optional, '...' repeated; result 'first' is the type of the first argument, 'name:type name:type' several columns,
    // 'arrays' one array per array taken; a final '=' lets a column made by the function keep the name of its argument.
    private static FunctionSignature Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.IndexOf(')', StringComparison.Ordinal);
        var parameters = text[(open + 1)..close].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ParseParameter);
        var result = text[(close + 2)..].TrimEnd('=');
        var isMany = result.Contains(':') || result == "arrays";
        KqlType? single = isMany ? KqlType.Dynamic : KqlTypes.TryParse(result, out var type) ? type : null;
        return new FunctionSignature(text[..open], [.. parameters], single, text.EndsWith('='))
        {
            Outputs = isMany && result != "arrays" ? [.. result.Split(' ').Select(ParseOutput)] : [],
            GivesArrays = result == "arrays",
        };
    }

    private static KqlColumn ParseOutput(string text) =>
        text.Split(':') is [var name, var word] && KqlTypes.TryParse(word, out var type)
            ? new KqlColumn(name, type)
            : throw new ArgumentException($"'{text}' is no output such as 'slope:real'.", nameof(text));

    private static Parameter ParseParameter(string text)
    {
        var word = text.TrimEnd('?', '.');
        var accepts = word switch
        {
            "any" => Accepts.Any,
            "text" => Accepts.Text,
            "json" => Accepts.Json,
            "number" => Accepts.Number,
            "common" => Accepts.Common,
            _ => Accepts.Typed,
        };
        return new Parameter(accepts, KqlTypes.TryParse(word, out var type) ? type : default, text.EndsWith('?'), text.EndsWith('.'));
    }
}
