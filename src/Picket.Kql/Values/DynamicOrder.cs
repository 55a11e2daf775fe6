using System.Globalization;

namespace Picket.Kql.Values;

/// <summary>
/// Equality and order of dynamic values. Numbers are equal by value, whatever their type; arrays element by element; bags by key, in any order.
/// In order come numbers and times, then texts, then flags, then the rest (of which no two are told apart), then null.
/// </summary>
internal sealed class DynamicOrder : IComparer<object?>, IEqualityComparer<object?>
{
    public static readonly DynamicOrder Instance = new();

    public int Compare(object? x, object? y)
    {
        var rank = Rank(x);
        var order = rank.CompareTo(Rank(y));
        if (order != 0)
            return order;
        return rank switch
        {
            NumberRank => CompareNumbers(x!, y!),
            TextRank => string.CompareOrdinal((string)x!, (string)y!),
            FlagRank => ((bool)x!).CompareTo((bool)y!),
            _ => 0,
        };
    }

    public new bool Equals(object? x, object? y) => (x, y) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => a == b,
        (bool a, bool b) => a == b,
        (object?[] a, object?[] b) => a.SequenceEqual(b, this),
        (OrderedDictionary<string, object?> a, OrderedDictionary<string, object?> b) =>
            a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var other) && Equals(p.Value, other)),
        _ when Rank(x) == NumberRank && Rank(y) == NumberRank => CompareNumbers(x, y) == 0,
        _ => x.Equals(y),
    };

    public int GetHashCode(object? obj)
    {
        switch (obj)
        {
            case null: return 0;
            case object?[] array:
                var hash = default(HashCode);
                foreach (var element in array)
                    hash.Add(GetHashCode(element));
                return hash.ToHashCode();
            case OrderedDictionary<string, object?> bag:
                return bag.Sum(p => (long)p.Key.GetHashCode(StringComparison.Ordinal)).GetHashCode();
            default:
                return DynamicNumbers.TryReal(obj, out var number) ? number.GetHashCode() : obj.GetHashCode();
        }
    }

    private const int NumberRank = 0;
    private const int TextRank = 1;
    private const int FlagRank = 2;
    private const int NullRank = 4;

    private static int Rank(object? value) => value switch
    {
        long or double or int or decimal or DateTime or TimeSpan => NumberRank,
        string => TextRank,
        bool => FlagRank,
        null => NullRank,
        _ => 3,
    };

    private static int CompareNumbers(object x, object y) => (x, y) switch
    {
        (long a, long b) => a.CompareTo(b),
        (DateTime a, DateTime b) => a.CompareTo(b),
        (TimeSpan a, TimeSpan b) => a.CompareTo(b),
        _ => Real(x).CompareTo(Real(y)),
    };

    private static double Real(object value) => value switch
    {
        DateTime time => time.Ticks,
        TimeSpan span => span.Ticks,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };
}
