using System.Globalization;

namespace Picket.Kql.Values;

/// <summary>JSONPath as KQL has it: <c>$</c>, then steps <c>.name</c>, <c>['name']</c>, <c>[0]</c>; no wildcards, slices or filters.</summary>
internal static class JsonPath
{
    /// <summary>The steps of a path; false where it is none.</summary>
    public static bool TryParse(string text, out IReadOnlyList<PathStep> steps)
    {
        var found = new List<PathStep>();
        steps = found;
        if (!text.StartsWith('$'))
            return false;
        var rest = text.AsSpan(1);
        while (!rest.IsEmpty)
        {
            if (!TryStep(ref rest, out var step))
                return false;
            found.Add(step);
        }

        return true;
    }

    /// <summary>The value at the end of the steps; null where one leads nowhere. A negative element counts from the end.</summary>
    public static object? Follow(object? value, IReadOnlyList<PathStep> steps)
    {
        foreach (var step in steps)
        {
            value = (value, step) switch
            {
                (OrderedDictionary<string, object?> bag, { Property: { } name }) => bag.GetValueOrDefault(name),
                (object?[] array, { Property: null, Element: var at }) when at < array.Length && at >= -array.Length => array[at < 0 ? array.Length + at : at],
                _ => null,
            };
        }

        return value;
    }

    private static bool TryStep(ref ReadOnlySpan<char> rest, out PathStep step)
    {
        step = default;
        if (rest[0] == '.')
        {
            var end = rest[1..].IndexOfAny('.', '[');
            var name = end < 0 ? rest[1..] : rest[1..(end + 1)];
            rest = rest[(name.Length + 1)..];
            step = new PathStep(name.ToString());
            return name.Length > 0 && name is not "*";
        }

        return rest[0] == '[' && (rest.Length > 2 && rest[1] is '\'' or '"' ? TryQuoted(ref rest, out step) : TryElement(ref rest, out step));
    }

    private static bool TryQuoted(ref ReadOnlySpan<char> rest, out PathStep step)
    {
        step = default;
        var end = rest[2..].IndexOf([rest[1], ']']);
        if (end < 0)
            return false;
        step = new PathStep(rest[2..(end + 2)].ToString());
        rest = rest[(end + 4)..];
        return true;
    }

    private static bool TryElement(ref ReadOnlySpan<char> rest, out PathStep step)
    {
        step = default;
        var end = rest.IndexOf(']');
        if (end < 0 || !int.TryParse(rest[1..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at))
            return false;
        step = new PathStep(null, at);
        rest = rest[(end + 1)..];
        return true;
    }
}
