using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Picket.Pipeline.Reporting.Checks;

/// <summary>A scope of card data as KQL. In a name, <c>*</c> stands for any text and <c>?</c> for one character.</summary>
internal static class ScopePredicate
{
    /// <summary>The most names of each kind that go into a query.</summary>
    public const int MaxNames = 1000;

    /// <summary>True for the records in scope; <c>false</c> where nothing is.</summary>
    public static string For(CdeScope scope)
    {
        // A cluster may be named by its Azure resource id, in any case, or by the id's last segment.
        var clusters = scope.Clusters.Take(MaxNames).Select(name => $"(.*/)?{Pattern(name.ToLowerInvariant())}");
        string[] parts =
        [
            .. Matches("tolower(_ResourceId)", [.. clusters]),
            .. Equals("Space", [.. scope.Namespaces.Take(MaxNames).Where(name => !IsPattern(name))]),
            .. Matches("Space", [.. scope.Namespaces.Take(MaxNames).Where(IsPattern).Select(Pattern)]),
        ];
        return parts.Length == 0 ? "false" : string.Join(" or ", parts);
    }

    private static bool IsPattern(string name) => name.AsSpan().ContainsAny('*', '?');

    private static string Pattern(string name) =>
        Regex.Escape(name).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);

    private static string[] Equals(string column, string[] names) =>
        names.Length == 0 ? [] : [$"{column} in ({string.Join(", ", names.Select(Literal))})"];

    private static string[] Matches(string column, string[] patterns) =>
        patterns.Length == 0 ? [] : [$"{column} matches regex {Literal($"^({string.Join('|', patterns)})$")}"];

    /// <summary>A KQL string literal; anything that is not plain is written as an escape.</summary>
    private static string Literal(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            if (char.IsAsciiLetterOrDigit(c) || "-_./: ()|*?^$".Contains(c, StringComparison.Ordinal)) text.Append(c);
            else text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return text.Append('"').ToString();
    }
}
