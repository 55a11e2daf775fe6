namespace Picket.Kql.Values;

/// <summary>Order and equality of values that are not null.</summary>
internal static class KqlValues
{
    /// <summary>True and false, boxed once.</summary>
    public static readonly object True = true;

    /// <inheritdoc cref="True"/>
    public static readonly object False = false;

    public static object Of(bool flag) => flag ? True : False;

    /// <summary>Less than, equal to or greater than zero; numbers of any types by size, texts by code units, values of unlike kinds by kind.</summary>
    public static int Compare(object left, object right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        (DateTime a, DateTime b) => a.Ticks.CompareTo(b.Ticks),
        (double a, double b) => a.CompareTo(b),
        (int a, int b) => a.CompareTo(b),
        (bool a, bool b) => a.CompareTo(b),
        (TimeSpan a, TimeSpan b) => a.CompareTo(b),
        (decimal a, decimal b) => a.CompareTo(b),
        (Guid a, Guid b) => a.CompareTo(b),
        (object?[] a, object?[] b) => CompareArrays(a, b),
        _ when IsNumber(left) && IsNumber(right) => CompareNumbers(left, right),
        _ when Kind(left) != Kind(right) => Kind(left).CompareTo(Kind(right)),
        _ => string.CompareOrdinal(KqlFormat.Text(left), KqlFormat.Text(right)),
    };

    /// <summary>Null is the smallest.</summary>
    public static int CompareWithNull(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => Compare(left, right),
    };

    public static bool IsNumber(object value) => value is long or double or int or decimal;

    private static int CompareNumbers(object left, object right)
    {
        if (left is double || right is double)
            return ToDouble(left).CompareTo(ToDouble(right));
        return ToDecimal(left).CompareTo(ToDecimal(right));
    }

    private static double ToDouble(object number) => System.Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture);

    private static decimal ToDecimal(object number) => System.Convert.ToDecimal(number, System.Globalization.CultureInfo.InvariantCulture);

    private static int CompareArrays(object?[] left, object?[] right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (CompareWithNull(left[i], right[i]) is var order and not 0)
                return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int Kind(object value) => value switch
    {
        bool => 0,
        _ when IsNumber(value) => 1,
        TimeSpan => 2,
        DateTime => 3,
        Guid => 4,
        string => 5,
        object?[] => 6,
        _ => 7,
    };
}
