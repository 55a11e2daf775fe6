namespace Picket.Kql.Values;

/// <summary>How large one value of a run may grow. Functions can double what they are given, so a short query could else fill any memory.</summary>
internal static class ValueBounds
{
    /// <summary>The longest text that a function makes, in characters.</summary>
    public const int MaxText = 8 * 1024 * 1024;

    /// <summary>The most values in one dynamic value, the arrays and bags in it counted too.</summary>
    public const int MaxParts = 4 * 1024 * 1024;

    /// <summary>How deep arrays and bags may nest in one dynamic value.</summary>
    public const int MaxDepth = KqlLimits.MaxNesting * 2;

    /// <summary>The longest JSON text of one dynamic value, in bytes.</summary>
    public const int MaxJson = 128 * 1024 * 1024;

    private const int CellSize = 24;

    /// <summary>The value itself, where it is within the bounds.</summary>
    /// <exception cref="KqlRunException">It is not.</exception>
    public static object? Checked(object? value)
    {
        if (value is string text)
            CheckText(text.Length);
        else if (value is object?[] or OrderedDictionary<string, object?>)
            Rest(value, MaxParts, 0);
        return value;
    }

    /// <summary>To be asked before a text of that length is made.</summary>
    /// <exception cref="KqlRunException">It would be too long.</exception>
    public static void CheckText(long length)
    {
        if (length > MaxText)
            throw new KqlRunException(KqlCodes.ValueTooLarge, $"A text would be longer than {MaxText} characters. Cut it with substring(), or put fewer texts together.");
    }

    /// <summary>The bytes that the cells of a row take, about.</summary>
    public static long SizeOf(ReadOnlySpan<object?> cells)
    {
        var size = (long)CellSize;
        foreach (var cell in cells)
            size += SizeOf(cell);
        return size;
    }

    public static KqlRunException TooDeep() =>
        new(KqlCodes.ValueTooLarge, $"A dynamic value would nest deeper than {MaxDepth} arrays and bags.");

    public static KqlRunException TooLarge() =>
        new(KqlCodes.ValueTooLarge, $"A dynamic value would hold more than {MaxParts} values, or be longer than {MaxJson} bytes of JSON. Make smaller arrays, or expand them into rows.");

    private static long SizeOf(object? value) => value switch
    {
        null => sizeof(long),
        string text => CellSize + (sizeof(char) * (long)text.Length),
        object?[] array => SizeOf(array.AsSpan()),
        OrderedDictionary<string, object?> bag => CellSize + bag.Sum(p => SizeOf(p.Key) + SizeOf(p.Value)),
        _ => CellSize + sizeof(long),
    };

    // How many more values there may be.
    private static int Rest(object? value, int most, int depth)
    {
        if (most <= 0)
            throw TooLarge();
        if (value is not (object?[] or OrderedDictionary<string, object?>))
            return most - 1;
        if (depth >= MaxDepth)
            throw TooDeep();
        most--;
        if (value is object?[] array)
        {
            foreach (var element in array)
                most = Rest(element, most, depth + 1);
        }
        else if (value is OrderedDictionary<string, object?> bag)
        {
            foreach (var (_, property) in bag)
                most = Rest(property, most, depth + 1);
        }

        return most;
    }
}
