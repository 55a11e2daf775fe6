using System.Globalization;
using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class ExpressionCompiler
{
    private RowValue CompilePath(PathExpression path)
    {
        var target = Compile(path.Target);
        PathStep[] steps = [.. path.Steps];
        return row => DynamicPath.At(target(row), steps);
    }

    private RowValue CompileElement(ElementExpression element)
    {
        var target = Compile(element.Target);
        var index = Compile(element.Index);
        return row => index(row) switch
        {
            string name => DynamicPath.Named(target(row), name),
            long place => DynamicPath.Element(target(row), place),
            int place => DynamicPath.Element(target(row), place),
            _ => null,
        };
    }
}

/// <summary>Steps into dynamic values; missing gives null.</summary>
internal static class DynamicPath
{
    /// <summary>What lies at the end of all steps.</summary>
    public static object? At(object? value, ReadOnlySpan<PathStep> steps)
    {
        foreach (var step in steps)
            value = step.Property is { } name ? Property(value, name) : Element(value, step.Element);
        return value;
    }

    public static object? Property(object? value, string name) =>
        value is OrderedDictionary<string, object?> bag && bag.TryGetValue(name, out var found) ? found : null;

    /// <summary>A negative place counts from the end.</summary>
    public static object? Element(object? value, long place)
    {
        if (value is not object?[] array)
            return null;
        var at = place < 0 ? array.Length + place : place;
        return at >= 0 && at < array.Length ? array[at] : null;
    }

    /// <summary>A property of a bag, or the element of an array whose place the text names.</summary>
    public static object? Named(object? value, string name) => value is object?[]
        ? long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place) ? Element(value, place) : null
        : Property(value, name);
}
