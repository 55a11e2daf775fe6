using System.Text;

namespace Picket.Kql.Functions;

/// <summary>How many bytes values take.</summary>
internal static class SizeFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("estimate_data_size(any...) long", a => a.Sum(Size), seesNull: true),
    ];

    private static long Size(object? value) => value switch
    {
        bool => sizeof(bool),
        int => sizeof(int),
        string text => Encoding.UTF8.GetByteCount(text),
        Guid or decimal => sizeof(decimal),
        object?[] or OrderedDictionary<string, object?> => Encoding.UTF8.GetByteCount(KqlFormat.Text(value)),
        _ => sizeof(long),
    };
}
