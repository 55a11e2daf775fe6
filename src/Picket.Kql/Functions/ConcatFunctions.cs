using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Putting texts together and taking them apart.</summary>
internal static class ConcatFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("strcat(text...) string", a => string.Concat(Bounded(a, "")), seesNull: true),
        new("strcat_delim(text,text...) string", a => string.Join(a.Text(0), Bounded(a[1..], a.Text(0))), seesNull: true),
        new("strcat_array(dynamic,text) string", a => a[0] is object?[] parts ? string.Join(a.Text(1), Bounded([.. parts.Select(KqlFormat.Text)], a.Text(1))) : null),
        new("split(text,text,long?) dynamic", Split),
    ];

    // The same texts, where together they are not too long.
    private static object?[] Bounded(object?[] texts, string delimiter)
    {
        ValueBounds.CheckText(texts.Sum(t => (t as string ?? "").Length + (long)delimiter.Length));
        return texts;
    }

    private static object?[] Split(object?[] a)
    {
        var delimiter = a.Text(1);
        string[] parts = delimiter.Length == 0 ? [a.Text(0)] : a.Text(0).Split(delimiter, StringSplitOptions.None);
        if (!a.Has(2))
            return [.. parts];
        var at = a.Long(2);
        return at >= 0 && at < parts.Length ? [parts[at]] : [];
    }
}
