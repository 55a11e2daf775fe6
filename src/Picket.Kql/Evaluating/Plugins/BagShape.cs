using System.Globalization;
using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>The columns that the properties of bags make, in order of their names; <paramref name="IsEmpty"/> where there was no bag at all.</summary>
internal sealed record BagShape(IReadOnlyList<KqlColumn> Columns, bool IsEmpty)
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    /// <summary>Reads bags as JSON text.</summary>
    public static BagShape Of(IEnumerable<string?> bags, string prefix, IReadOnlySet<string> ignored)
    {
        var types = new SortedDictionary<string, KqlType?>(StringComparer.Ordinal);
        var isEmpty = true;
        foreach (var json in bags)
        {
            if (json is null || !DynamicJson.TryParse(json, out var value) || value is not OrderedDictionary<string, object?> bag)
                continue;
            isEmpty = false;
            foreach (var (name, property) in bag)
            {
                if (!ignored.Contains(name))
                    types[name] = Together(types.GetValueOrDefault(name), TypeOf(property));
            }
        }

        return new BagShape([.. types.Take(KqlLimits.MaxDataColumns).Select(t => new KqlColumn(prefix + t.Key, t.Value ?? KqlType.Dynamic))], isEmpty);
    }

    /// <summary>The texts of a JSON array.</summary>
    public static IReadOnlySet<string> Names(string json) =>
        DynamicJson.TryParse(json, out var value) && value is object?[] names ? names.OfType<string>().ToHashSet(StringComparer.Ordinal) : new HashSet<string>();

    // Null where a value says nothing of its type.
    private static KqlType? TypeOf(object? value) => value switch
    {
        null => null,
        bool => KqlType.Bool,
        long => KqlType.Long,
        double => KqlType.Real,
        string text => IsTime(text) ? KqlType.DateTime : KqlType.String,
        _ => KqlType.Dynamic,
    };

    // A datetime that was packed into a bag; texts of other forms are texts.
    private static bool IsTime(string text) => text.Length == TimeFormat.Length
        && DateTime.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out _);

    private static KqlType? Together(KqlType? known, KqlType? next) => (known, next) switch
    {
        (null, _) => next,
        (_, null) => known,
        _ when known == next => known,
        (KqlType.Long, KqlType.Real) or (KqlType.Real, KqlType.Long) => KqlType.Real,
        (KqlType.DateTime, KqlType.String) or (KqlType.String, KqlType.DateTime) => KqlType.String,
        _ => KqlType.Dynamic,
    };
}
