namespace Picket.Kql.Functions;

/// <summary>Putting texts together and taking them apart.</summary>
internal static class ConcatFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("strcat(text...) string", a => string.Concat(a), seesNull: true),
        new("strcat_delim(text,text...) string", a => string.Join(a.Text(0), a.Skip(1)), seesNull: true),
        new("strcat_array(dynamic,text) string", a => a[0] is object?[] parts ? string.Join(a.Text(1), parts.Select(KqlFormat.Text)) : null),
        new("split(text,text,long?) dynamic", Split),
    ];

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
