namespace Picket.Kql.Functions;

/// <summary>IPv4 addresses in texts: parted from what is around them by anything but letters and digits.</summary>
internal static class Ipv4SearchFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("has_ipv4(text,string) bool", a => HasAny(a, IsAddress)),
        new("has_any_ipv4(text,json...) bool", a => HasAny(a, IsAddress)),
        new("has_ipv4_prefix(text,string) bool", a => HasAny(a, IsPrefix)),
        new("has_any_ipv4_prefix(text,json...) bool", a => HasAny(a, IsPrefix)),
    ];

    private static object HasAny(object?[] a, Func<string, bool> isValid)
    {
        var wanted = a.Skip(1).SelectMany(w => w as object?[] ?? [w]).OfType<string>().Where(isValid).ToList();
        return wanted.Count > 0 && Addresses(a.Text(0)).Any(found => wanted.Exists(w => Starts(found, w)));
    }

    private static bool Starts(string address, string wanted) =>
        wanted.EndsWith('.') ? address.StartsWith(wanted, StringComparison.Ordinal) : address == wanted;

    private static bool IsAddress(string text) => !text.Contains('/', StringComparison.Ordinal) && IpAddresses.Parse4(text) is not null;

    // A whole address, or its first one to three numbers with a dot behind.
    private static bool IsPrefix(string text)
    {
        if (!text.EndsWith('.'))
            return IsAddress(text);
        var rest = 4 - text.Count(c => c == '.');
        return rest is >= 1 and <= 3 && IsAddress(text + string.Join('.', Enumerable.Repeat("0", rest)));
    }

    private static IEnumerable<string> Addresses(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsAsciiDigit(text[at]) || (at > 0 && char.IsLetterOrDigit(text[at - 1])))
                continue;
            if (AddressAt(text, at) is { } address)
                yield return address;
        }
    }

    private static string? AddressAt(string text, int start)
    {
        const int Longest = 15;
        var end = start;
        var dots = 0;
        while (end < text.Length && end - start < Longest && (char.IsAsciiDigit(text[end]) || (text[end] == '.' && ++dots < 4)))
            end++;
        if (end < text.Length && char.IsLetterOrDigit(text[end]))
            return null;
        var found = text[start..end].TrimEnd('.');
        return IsAddress(found) ? found : null;
    }
}
