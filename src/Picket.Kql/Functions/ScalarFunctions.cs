using System.Collections.Frozen;

namespace Picket.Kql.Functions;

/// <summary>All built-in scalar functions, by main name.</summary>
internal static class ScalarFunctions
{
    private static readonly IEnumerable<IReadOnlyList<ScalarFunction>> Families =
    [
        CaseFunctions.All,
        ParseOperatorFunctions.All,
        ExpandFunctions.All,
        TextFunctions.All,
        ConcatFunctions.All,
        SearchFunctions.All,
        ReplaceFunctions.All,
        ExtractFunctions.All,
        StateFunctions.All,
        DateFunctions.All,
        TimeFormatFunctions.All,
        BinFunctions.All,
        EncodingFunctions.All,
        HashFunctions.All,
        CodePointFunctions.All,
        CompressionFunctions.All,
        Ipv4Functions.All,
        Ipv6Functions.All,
        Ipv4SearchFunctions.All,
        PathFunctions.All,
        RecordFunctions.All,
        XmlFunctions.All,
        UnitFunctions.All,
        TimeZoneFunctions.All,
        RandomFunctions.All,
        SizeFunctions.All,
        UserAgentFunctions.All,
        ArrayFunctions.All,
        ArrayMakingFunctions.All,
        ArrayOrderFunctions.All,
        BagFunctions.All,
        BinaryFunctions.All,
        ChoiceFunctions.All,
        JsonFunctions.All,
        MathFunctions.All,
        SetFunctions.All,
        SketchFunctions.All,
        SpecialMathFunctions.All,
        TrigonometryFunctions.All,
        SeriesArithmeticFunctions.All,
        SeriesComparisonFunctions.All,
        SeriesDecompositionFunctions.All,
        SeriesFillFunctions.All,
        SeriesFilterFunctions.All,
        SeriesFitFunctions.All,
        SeriesFourierFunctions.All,
        SeriesOutlierFunctions.All,
        SeriesPeriodFunctions.All,
        SeriesStatisticsFunctions.All,
        SeriesVectorFunctions.All,
        GeoPointFunctions.All,
        GeoLineFunctions.All,
        GeoPolygonFunctions.All,
        GeoCellFunctions.All,
    ];

    public static readonly FrozenDictionary<string, ScalarFunction> ByName =
        Families.SelectMany(f => f).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    public static ScalarFunction? Find(string name) => ByName.GetValueOrDefault(name);
}
