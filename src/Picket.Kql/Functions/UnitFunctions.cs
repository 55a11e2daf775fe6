using System.Globalization;

namespace Picket.Kql.Functions;

/// <summary>Values in other units of measurement. A unit that is not known makes the result null.</summary>
internal static class UnitFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("convert_angle(real,string,string) real", a => Scaled(a, Units.Angle)),
        new("convert_energy(real,string,string) real", a => Scaled(a, Units.Energy)),
        new("convert_force(real,string,string) real", a => Scaled(a, Units.Force)),
        new("convert_length(real,string,string) real", a => Scaled(a, Units.Length)),
        new("convert_mass(real,string,string) real", a => Scaled(a, Units.Mass)),
        new("convert_speed(real,string,string) real", a => Scaled(a, Units.Speed)),
        new("convert_volume(real,string,string) real", a => Scaled(a, Units.Volume)),
        new("convert_temperature(real,string,string) real", Temperature),
        new("format_bytes(real,long?,string?) string", FormatBytes),
    ];

    private static readonly string[] ByteUnits = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB"];

    private static object? Scaled(object?[] a, IReadOnlyDictionary<string, double> units) =>
        units.TryGetValue(a.Text(1), out var from) && units.TryGetValue(a.Text(2), out var to) ? Tidy(a.Real(0) * from / to) : null;

    private static object? Temperature(object?[] a) =>
        Units.Temperature.TryGetValue(a.Text(1), out var from) && Units.Temperature.TryGetValue(a.Text(2), out var to)
            ? Tidy((((a.Real(0) - from.Zero) * from.Kelvin) / to.Kelvin) + to.Zero)
            : null;

    // Fifteen digits are what a factor is good for: 1.2 degrees are 72 minutes and not a little more.
    private static double Tidy(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;

    private static string? FormatBytes(object?[] a)
    {
        const int MaxPrecision = 15;
        const double Step = 1024;
        var size = a.Real(0);
        var wanted = a.TextOr(2, "");
        var unit = Array.FindIndex(ByteUnits, u => string.Equals(u, wanted, StringComparison.OrdinalIgnoreCase));
        if (!double.IsFinite(size) || (unit < 0 && wanted.Length > 0))
            return null;
        if (unit < 0)
            unit = size == 0 ? 0 : (int)Math.Clamp(Math.Floor(Math.Log(Math.Abs(size), Step)), 0, ByteUnits.Length - 1);
        var number = Math.Round(size / Math.Pow(Step, unit), (int)Math.Clamp(a.LongOr(1, 0), 0, MaxPrecision), MidpointRounding.AwayFromZero);
        return string.Create(CultureInfo.InvariantCulture, $"{number:0.###############} {ByteUnits[unit]}");
    }
}
