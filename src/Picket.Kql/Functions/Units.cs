using System.Collections.Frozen;

namespace Picket.Kql.Functions;

/// <summary>How much of the base unit of its kind one of each unit is.</summary>
internal static class Units
{
    private const double Inch = 0.0254;
    private const double Foot = 0.3048;
    private const double SurveyFoot = 1200.0 / 3937;
    private const double Mile = 1609.344;
    private const double LightYear = 9.4607304725808e15;
    private const double Parsec = 3.085677581491367e16;
    private const double Pound = 0.45359237;
    private const double Gravity = 9.80665;
    private const double Ton = 2000 * Pound;
    private const double ThermalUnit = 1055.05585262;
    private const double Calorie = 4.184;
    private const double ElectronVolt = 1.602176634e-19;
    private const double ImperialTherm = 105_505_585.257;
    private const double UsTherm = 105_480_400;
    private const double Hour = 3600;
    private const double Litre = 1e-3;
    private const double UsGallon = 231 * Inch * Inch * Inch;
    private const double ImperialGallon = 4.54609 * Litre;
    private const double CubicFoot = Foot * Foot * Foot;

    /// <summary>In radians.</summary>
    public static readonly FrozenDictionary<string, double> Angle = Of(
        ("Arcminute", Math.PI / 10_800), ("Arcsecond", Math.PI / 648_000), ("Centiradian", 1e-2), ("Deciradian", 1e-1), ("Degree", Math.PI / 180),
        ("Gradian", Math.PI / 200), ("Microdegree", Math.PI / 180e6), ("Microradian", 1e-6), ("Millidegree", Math.PI / 180e3), ("Milliradian", 1e-3),
        ("Nanodegree", Math.PI / 180e9), ("Nanoradian", 1e-9), ("NatoMil", Math.PI / 3200), ("Radian", 1), ("Revolution", Math.Tau), ("Tilt", Math.PI / 2));

    /// <summary>In joules.</summary>
    public static readonly FrozenDictionary<string, double> Energy = Of(
        ("BritishThermalUnit", ThermalUnit), ("Calorie", Calorie), ("DecathermEc", 10e5 * ThermalUnit), ("DecathermImperial", 10 * ImperialTherm),
        ("DecathermUs", 10 * UsTherm), ("ElectronVolt", ElectronVolt), ("Erg", 1e-7), ("FootPound", Foot * Pound * Gravity),
        ("GigabritishThermalUnit", 1e9 * ThermalUnit), ("GigaelectronVolt", 1e9 * ElectronVolt), ("Gigajoule", 1e9), ("GigawattDay", 24e9 * Hour),
        ("GigawattHour", 1e9 * Hour), ("HorsepowerHour", 550 * Foot * Pound * Gravity * Hour), ("Joule", 1), ("KilobritishThermalUnit", 1e3 * ThermalUnit),
        ("Kilocalorie", 1e3 * Calorie), ("KiloelectronVolt", 1e3 * ElectronVolt), ("Kilojoule", 1e3), ("KilowattDay", 24e3 * Hour), ("KilowattHour", 1e3 * Hour),
        ("MegabritishThermalUnit", 1e6 * ThermalUnit), ("Megacalorie", 1e6 * Calorie), ("MegaelectronVolt", 1e6 * ElectronVolt), ("Megajoule", 1e6),
        ("MegawattDay", 24e6 * Hour), ("MegawattHour", 1e6 * Hour), ("Millijoule", 1e-3), ("TeraelectronVolt", 1e12 * ElectronVolt), ("TerawattDay", 24e12 * Hour),
        ("TerawattHour", 1e12 * Hour), ("ThermEc", 1e5 * ThermalUnit), ("ThermImperial", ImperialTherm), ("ThermUs", UsTherm), ("WattDay", 24 * Hour), ("WattHour", Hour));

    /// <summary>In newtons.</summary>
    public static readonly FrozenDictionary<string, double> Force = Of(
        ("Decanewton", 10), ("Dyn", 1e-5), ("KilogramForce", Gravity), ("Kilonewton", 1e3), ("KiloPond", Gravity), ("KilopoundForce", 1e3 * Pound * Gravity),
        ("Meganewton", 1e6), ("Micronewton", 1e-6), ("Millinewton", 1e-3), ("Newton", 1), ("OunceForce", Pound * Gravity / 16), ("Poundal", Pound * Foot),
        ("PoundForce", Pound * Gravity), ("ShortTonForce", Ton * Gravity), ("TonneForce", 1e3 * Gravity));

    /// <summary>In metres.</summary>
    public static readonly FrozenDictionary<string, double> Length = Of(
        ("Angstrom", 1e-10), ("AstronomicalUnit", 149_597_870_700), ("Centimeter", 1e-2), ("Chain", 66 * Foot), ("DataMile", 6000 * Foot), ("Decameter", 10),
        ("Decimeter", 1e-1), ("DtpPica", Inch / 6), ("DtpPoint", Inch / 72), ("Fathom", 6 * Foot), ("Foot", Foot), ("Hand", 4 * Inch), ("Hectometer", 100),
        ("Inch", Inch), ("KilolightYear", 1e3 * LightYear), ("Kilometer", 1e3), ("Kiloparsec", 1e3 * Parsec), ("LightYear", LightYear),
        ("MegalightYear", 1e6 * LightYear), ("Megaparsec", 1e6 * Parsec), ("Meter", 1), ("Microinch", 1e-6 * Inch), ("Micrometer", 1e-6), ("Mil", 1e-3 * Inch),
        ("Mile", Mile), ("Millimeter", 1e-3), ("Nanometer", 1e-9), ("NauticalMile", 1852), ("Parsec", Parsec), ("PrinterPica", Inch * 400 / 2409),
        ("PrinterPoint", Inch * 1000 / 72_270), ("Shackle", 90 * Foot), ("SolarRadius", 6.957e8), ("Twip", Inch / 1440), ("UsSurveyFoot", SurveyFoot), ("Yard", 3 * Foot));

    /// <summary>In kilograms.</summary>
    public static readonly FrozenDictionary<string, double> Mass = Of(
        ("Centigram", 1e-5), ("Decagram", 1e-2), ("Decigram", 1e-4), ("EarthMass", 5.9722e24), ("Grain", Pound / 7000), ("Gram", 1e-3), ("Hectogram", 1e-1),
        ("Kilogram", 1), ("Kilopound", 1e3 * Pound), ("Kilotonne", 1e6), ("LongHundredweight", 112 * Pound), ("LongTon", 2240 * Pound), ("Megapound", 1e6 * Pound),
        ("Megatonne", 1e9), ("Microgram", 1e-9), ("Milligram", 1e-6), ("Nanogram", 1e-12), ("Ounce", Pound / 16), ("Pound", Pound),
        ("ShortHundredweight", 100 * Pound), ("ShortTon", Ton), ("Slug", Pound * Gravity / Foot), ("SolarMass", 1.98847e30), ("Stone", 14 * Pound), ("Tonne", 1e3));

    /// <summary>In metres per second.</summary>
    public static readonly FrozenDictionary<string, double> Speed = Of(
    [
        .. new[]
        {
            ("Centimeter", 1e-2), ("Decimeter", 1e-1), ("Foot", Foot), ("Inch", Inch), ("Kilometer", 1e3), ("Meter", 1), ("Micrometer", 1e-6),
            ("Millimeter", 1e-3), ("Nanometer", 1e-9), ("UsSurveyFoot", SurveyFoot), ("Yard", 3 * Foot),
        }.SelectMany(u => new[] { ($"{u.Item1}PerHour", u.Item2 / Hour), ($"{u.Item1}PerMinute", u.Item2 / 60), ($"{u.Item1}PerSecond", u.Item2) }),
        ("MilePerHour", Mile / Hour), ("Knot", 1852 / Hour),
    ]);

    /// <summary>In cubic metres.</summary>
    public static readonly FrozenDictionary<string, double> Volume = Of(
        ("AcreFoot", 43_560 * CubicFoot), ("AuTablespoon", 20e-6), ("BoardFoot", CubicFoot / 12), ("Centiliter", 1e-2 * Litre), ("CubicCentimeter", 1e-6),
        ("CubicDecimeter", 1e-3), ("CubicFoot", CubicFoot), ("CubicHectometer", 1e6), ("CubicInch", Inch * Inch * Inch), ("CubicKilometer", 1e9),
        ("CubicMeter", 1), ("CubicMicrometer", 1e-18), ("CubicMile", Mile * Mile * Mile), ("CubicMillimeter", 1e-9), ("CubicYard", 27 * CubicFoot),
        ("Decaliter", 10 * Litre), ("DecausGallon", 10 * UsGallon), ("Deciliter", 1e-1 * Litre), ("DeciusGallon", 1e-1 * UsGallon),
        ("HectocubicFoot", 100 * CubicFoot), ("HectocubicMeter", 100), ("Hectoliter", 100 * Litre), ("HectousGallon", 100 * UsGallon),
        ("ImperialBeerBarrel", 36 * ImperialGallon), ("ImperialGallon", ImperialGallon), ("ImperialOunce", ImperialGallon / 160), ("ImperialPint", ImperialGallon / 8),
        ("KilocubicFoot", 1e3 * CubicFoot), ("KilocubicMeter", 1e3), ("KiloimperialGallon", 1e3 * ImperialGallon), ("Kiloliter", 1e3 * Litre),
        ("KilousGallon", 1e3 * UsGallon), ("Liter", Litre), ("MegacubicFoot", 1e6 * CubicFoot), ("MegaimperialGallon", 1e6 * ImperialGallon),
        ("Megaliter", 1e6 * Litre), ("MegausGallon", 1e6 * UsGallon), ("MetricCup", 250e-6), ("MetricTeaspoon", 5e-6), ("Microliter", 1e-6 * Litre),
        ("Milliliter", 1e-3 * Litre), ("OilBarrel", 42 * UsGallon), ("UkTablespoon", 15e-6), ("UsBeerBarrel", 31 * UsGallon), ("UsCustomaryCup", UsGallon / 16),
        ("UsGallon", UsGallon), ("UsLegalCup", 240e-6), ("UsOunce", UsGallon / 128), ("UsPint", UsGallon / 8), ("UsQuart", UsGallon / 4),
        ("UsTablespoon", UsGallon / 256), ("UsTeaspoon", UsGallon / 768));

    /// <summary>How many kelvins one degree is, and which number the scale gives to absolute zero.</summary>
    public static readonly FrozenDictionary<string, (double Kelvin, double Zero)> Temperature = new Dictionary<string, (double, double)>
    {
        ["Kelvin"] = (1, 0),
        ["DegreeCelsius"] = (1, -273.15),
        ["DegreeDelisle"] = (-2.0 / 3, 559.725),
        ["DegreeFahrenheit"] = (5.0 / 9, -459.67),
        ["DegreeNewton"] = (100.0 / 33, -90.1395),
        ["DegreeRankine"] = (5.0 / 9, 0),
        ["DegreeReaumur"] = (1.25, -218.52),
        ["DegreeRoemer"] = (40.0 / 21, -135.90375),
        ["MillidegreeCelsius"] = (1e-3, -273_150),
        ["SolarTemperature"] = (5778, 0),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static FrozenDictionary<string, double> Of(params IEnumerable<(string Name, double Size)> units) =>
        units.ToFrozenDictionary(u => u.Name, u => u.Size, StringComparer.OrdinalIgnoreCase);
}
