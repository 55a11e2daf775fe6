namespace Picket.Kql.Functions;

/// <summary>Angles, in radians unless said otherwise.</summary>
internal static class TrigonometryFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("sin(real) real=", MathFunctions.Real(Math.Sin)),
        new("cos(real) real=", MathFunctions.Real(Math.Cos)),
        new("tan(real) real=", MathFunctions.Real(Math.Tan)),
        new("asin(real) real=", MathFunctions.Real(Math.Asin)),
        new("acos(real) real=", MathFunctions.Real(Math.Acos)),
        new("atan(real) real=", MathFunctions.Real(Math.Atan)),
        new("atan2(real,real) real=", a => Math.Atan2((double)a[0]!, (double)a[1]!)),
        new("cot(real) real", MathFunctions.Real(x => 1 / Math.Tan(x))),
        new("degrees(real) real", MathFunctions.Real(x => x * (180 / Math.PI))),
        new("radians(real) real", MathFunctions.Real(x => x * (Math.PI / 180))),
    ];
}
