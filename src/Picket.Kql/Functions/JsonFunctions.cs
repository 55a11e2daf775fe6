using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>JSON text into dynamic values and back.</summary>
internal static class JsonFunctions
{
    /// <summary><c>parse_json(tostring(x))</c> of a dynamic: a text is read as JSON, all else stays as it is.</summary>
    public const string Reread = "$reread";

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("parse_json(text) dynamic=", a => Parsed((string)a[0]!)),
        new($"{Reread}(dynamic) dynamic", a => a[0] is string text ? Parsed(text) : a[0]),
        new("extract_json(string,text) dynamic", Extract),
        new("dynamic_to_json(json) string", a => a[0] is string text ? text : DynamicJson.Write(Canonical(a[0])), seesNull: true),
        new("treepath(dynamic) dynamic", a => Paths(a[0], "").Distinct(StringComparer.Ordinal).ToArray<object?>()),
    ];

    // Text that is no JSON stays a text.
    private static object? Parsed(string text) => string.IsNullOrWhiteSpace(text) ? null : DynamicJson.TryParse(text, out var value) ? value : text;

    private static object? Extract(object?[] a) =>
        JsonPath.TryParse((string)a[0]!, out var steps) && DynamicJson.TryParse((string)a[1]!, out var value) ? JsonPath.Follow(value, steps) : null;

    private static object? Canonical(object? value) => value switch
    {
        object?[] array => Array.ConvertAll(array, Canonical),
        OrderedDictionary<string, object?> bag => new OrderedDictionary<string, object?>(
            bag.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Canonical(p.Value))), StringComparer.Ordinal),
        _ => value,
    };

    // The way to everything inside; all elements of an array go by the name of its first.
    private static IEnumerable<string> Paths(object? value, string path)
    {
        var inner = value switch
        {
            object?[] array => array.Select(e => (Path: $"{path}[0]", Value: e)),
            OrderedDictionary<string, object?> bag => bag.Select(p => (Path: $"{path}['{p.Key}']", p.Value)),
            _ => [],
        };
        return inner.SelectMany(i => Paths(i.Value, i.Path).Prepend(i.Path));
    }
}
