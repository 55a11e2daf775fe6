using System.Text;

namespace Picket.Kql.Functions;

/// <summary>Texts as code points, and as Punycode.</summary>
internal static class CodePointFunctions
{
    private const string Marker = "xn--";

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("unicode_codepoints_from_string(text) dynamic", a => a.Text(0).EnumerateRunes().Select(object? (r) => (long)r.Value).ToArray()),
        new("unicode_codepoints_to_string(json...) string", a => FromCodePoints(a.SelectMany(v => v as object?[] ?? [v]))),
        new("punycode_from_string(text) string", a => Punycode.Encode(a.Text(0))),
        new("punycode_to_string(text) string", a => Punycode.Decode(a.Text(0))),
        new("punycode_domain_from_string(text) string", a => Labels(a.Text(0), l => Ascii.IsValid(l) ? l : Punycode.Encode(l) is { } code ? Marker + code : null)),
        new("punycode_domain_to_string(text) string", a => Labels(a.Text(0), l => l.StartsWith(Marker, StringComparison.OrdinalIgnoreCase) ? Punycode.Decode(l[Marker.Length..]) : l)),
    ];

    // A number that is no code point makes the whole empty.
    private static string? FromCodePoints(IEnumerable<object?> values)
    {
        var result = new StringBuilder();
        foreach (var value in values)
        {
            var point = value is long number && number is >= 0 and <= 0x10ffff ? (int)number : value is double real && real % 1 == 0 && real is >= 0 and <= 0x10ffff ? (int)real : -1;
            if (!Rune.IsValid(point))
                return null;
            result.Append(new Rune(point).ToString());
        }

        return result.ToString();
    }

    private static string? Labels(string domain, Func<string, string?> convert)
    {
        var labels = domain.Split('.').Select(convert).ToList();
        return labels.Contains(null) ? null : string.Join('.', labels);
    }
}
