namespace Picket.Kql.Functions;

/// <summary>Bags made of whole rows.</summary>
internal static class PackFunctions
{
    /// <summary>Takes name and value in turn and leaves out what is null or an empty text: <c>pack_all(true)</c>.</summary>
    public const string Filled = "$pack_filled";

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new($"{Filled}(json...) dynamic", PackFilled, seesNull: true),
    ];

    private static OrderedDictionary<string, object?> PackFilled(object?[] arguments)
    {
        var bag = new OrderedDictionary<string, object?>();
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            if (arguments[i] is string name && arguments[i + 1] is not (null or ""))
                bag[name] = arguments[i + 1];
        }

        return bag;
    }
}
