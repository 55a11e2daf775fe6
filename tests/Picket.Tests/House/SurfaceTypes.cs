using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Picket.Tests.House;

/// <summary>Writes types, parameters and constants as C# does, with the mark of what may be null.</summary>
internal static class SurfaceTypes
{
    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(FieldInfo field) => Name(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Of(PropertyInfo property) => Name(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(ParameterInfo parameter) => Name(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));

    public static string Name(Type type) => Name(type, null);

    public static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    public static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    public static string Constant(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string Parameter(ParameterInfo parameter)
    {
        var way = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ => parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "",
        };
        var fallback = parameter.HasDefaultValue ? $" = {Constant(parameter.DefaultValue)}" : "";
        return $"{way}{Of(parameter)} {parameter.Name}{fallback}";
    }

    private static string Name(Type type, NullabilityInfo? known)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!, known);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{Plain(underlying, known)}?";
        var isNull = known is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable } && !type.IsValueType;
        return Plain(type, known) + (isNull ? "?" : "");
    }

    private static string Plain(Type type, NullabilityInfo? known)
    {
        if (type.IsArray)
            return $"{Name(type.GetElementType()!, known?.ElementType)}[]";
        if (Words.TryGetValue(type, out var word))
            return word;
        var outer = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}." : "";
        if (!type.IsGenericType)
            return outer + type.Name;
        var arguments = type.GetGenericArguments().Select((a, i) => Name(a, known?.GenericTypeArguments.ElementAtOrDefault(i)));
        return $"{outer}{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>";
    }
}
