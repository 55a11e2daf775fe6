using System.Collections.Frozen;

namespace Picket.Kql;

/// <summary>Names and kinships of the scalar types.</summary>
public static class KqlTypes
{
    private static readonly FrozenDictionary<string, KqlType> ByName = new Dictionary<string, KqlType>
    {
        ["bool"] = KqlType.Bool,
        ["boolean"] = KqlType.Bool,
        ["int"] = KqlType.Int,
        ["int32"] = KqlType.Int,
        ["long"] = KqlType.Long,
        ["int64"] = KqlType.Long,
        ["real"] = KqlType.Real,
        ["double"] = KqlType.Real,
        ["decimal"] = KqlType.Decimal,
        ["string"] = KqlType.String,
        ["datetime"] = KqlType.DateTime,
        ["date"] = KqlType.DateTime,
        ["timespan"] = KqlType.TimeSpan,
        ["time"] = KqlType.TimeSpan,
        ["guid"] = KqlType.Guid,
        ["uniqueid"] = KqlType.Guid,
        ["dynamic"] = KqlType.Dynamic,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds the type a query calls <paramref name="name"/>; aliases such as <c>double</c> count.</summary>
    public static bool TryParse(string name, out KqlType type) => ByName.TryGetValue(name, out type);

    extension(KqlType type)
    {
        /// <summary>The name queries and results use, e.g. <c>datetime</c>.</summary>
        public string Word => type switch
        {
            KqlType.Bool => "bool",
            KqlType.Int => "int",
            KqlType.Long => "long",
            KqlType.Real => "real",
            KqlType.Decimal => "decimal",
            KqlType.String => "string",
            KqlType.DateTime => "datetime",
            KqlType.TimeSpan => "timespan",
            KqlType.Guid => "guid",
            KqlType.Dynamic => "dynamic",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a KQL type."),
        };

        internal bool IsNumber => type is KqlType.Int or KqlType.Long or KqlType.Real or KqlType.Decimal;

        internal bool IsInteger => type is KqlType.Int or KqlType.Long;
    }

    /// <summary>The type both values fit in when they meet in one expression, or null where they do not mix.</summary>
    internal static KqlType? Common(KqlType left, KqlType right) => (left, right) switch
    {
        _ when left == right => left,
        (KqlType.Dynamic, _) => right,
        (_, KqlType.Dynamic) => left,
        (KqlType.Bool, _) when right.IsNumber => right,
        (_, KqlType.Bool) when left.IsNumber => left,
        _ when !left.IsNumber || !right.IsNumber => null,
        (KqlType.Real, _) or (_, KqlType.Real) => KqlType.Real,
        (KqlType.Decimal, _) or (_, KqlType.Decimal) => KqlType.Decimal,
        _ => KqlType.Long,
    };
}
