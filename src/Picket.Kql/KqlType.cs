using System.Diagnostics.CodeAnalysis;

namespace Picket.Kql;

/// <summary>The scalar types of KQL.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are KQL's own type names.")]
public enum KqlType
{
    /// <summary><c>bool</c></summary>
    Bool,

    /// <summary><c>int</c>, 32 bits.</summary>
    Int,

    /// <summary><c>long</c>, 64 bits.</summary>
    Long,

    /// <summary><c>real</c> or <c>double</c>.</summary>
    Real,

    /// <summary><c>decimal</c></summary>
    Decimal,

    /// <summary><c>string</c>; never null, a missing string is empty.</summary>
    String,

    /// <summary><c>datetime</c>, UTC.</summary>
    DateTime,

    /// <summary><c>timespan</c>, counted in ticks of 100 ns.</summary>
    TimeSpan,

    /// <summary><c>guid</c></summary>
    Guid,

    /// <summary><c>dynamic</c>: any JSON value.</summary>
    Dynamic,
}
