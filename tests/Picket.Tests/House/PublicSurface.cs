using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Picket.Tests.House;

/// <summary>Writes what an assembly shows to others: each type, and under it each member, in the order of their text.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().Where(IsWritten).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? "\n" : "")}{Header(type)}\n");
            foreach (var member in Members(type))
                text.Append(CultureInfo.InvariantCulture, $"    {member}\n");
        }

        return text.ToString();
    }

    private static string Header(Type type)
    {
        Type[] above = type.IsEnum || type.IsValueType || type.BaseType is null || type.BaseType == typeof(object) ? [] : [type.BaseType];
        var promises = type.IsEnum ? [] : type.GetInterfaces().Where(i => i != typeof(IEquatable<>).MakeGenericType(type));
        var names = above.Select(SurfaceTypes.Name).Concat(promises.Select(SurfaceTypes.Name).Order(StringComparer.Ordinal)).ToList();
        return $"{Kind(type)} {type.Namespace}.{SurfaceTypes.Name(type)}{(names.Count > 0 ? $" : {string.Join(", ", names)}" : "")}";
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => IsRecord(type) ? "record struct" : "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => $"{(type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}{(IsRecord(type) ? "record" : "class")}",
    };

    // The compiler gives every record this method, and nobody else has reason to write it.
    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null;

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(v => $"{Enum.GetName(type, v)} = {v}");
        return
        [
            .. Sorted(type.GetFields(Declared).Where(f => IsSeen(f.Attributes) && IsWritten(f)).Select(Field)),
            .. Sorted(type.GetConstructors(Declared).Where(c => IsSeen(c.Attributes) && IsWritten(c)).Select(Constructor)),
            .. Sorted(type.GetProperties(Declared).Where(p => p.GetAccessors(nonPublic: true).Any(a => IsSeen(a.Attributes)) && IsWritten(p)).Select(Property)),
            .. Sorted(type.GetMethods(Declared).Where(IsMethodWritten).Select(Method)),
        ];
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    private static bool IsMethodWritten(MethodInfo method) => IsSeen(method.Attributes) && IsWritten(method)
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static bool IsWritten(MemberInfo member) =>
        !member.Name.Contains('<', StringComparison.Ordinal) && (member is Type || !member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false));

    private static bool IsSeen(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static bool IsSeen(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static string Field(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}";
        var value = field.IsLiteral ? $" = {SurfaceTypes.Constant(field.GetRawConstantValue())}" : "";
        return $"{kind}{SurfaceTypes.Of(field)} {field.Name}{value}";
    }

    private static string Constructor(ConstructorInfo constructor) =>
        $"{(constructor.IsFamily ? "protected " : "")}new({SurfaceTypes.Parameters(constructor)})";

    private static string Property(PropertyInfo property)
    {
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var accessor = property.GetAccessors(nonPublic: true).First(a => IsSeen(a.Attributes));
        string[] accessors =
        [
            .. property.GetMethod is { } get && IsSeen(get.Attributes) ? ["get;"] : Array.Empty<string>(),
            .. property.SetMethod is { } set && IsSeen(set.Attributes) ? [SurfaceTypes.IsInit(set) ? "init;" : "set;"] : Array.Empty<string>(),
        ];
        return $"{Modifiers(accessor)}{required}{SurfaceTypes.Of(property)} {property.Name} {{ {string.Join(' ', accessors)} }}";
    }

    private static string Method(MethodInfo method)
    {
        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(SurfaceTypes.Name))}>" : "";
        return $"{Modifiers(method)}{SurfaceTypes.Of(method.ReturnParameter)} {method.Name}{generics}({SurfaceTypes.Parameters(method)})";
    }

    private static string Modifiers(MethodInfo method)
    {
        var access = method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "";
        if (method.IsStatic)
            return $"{access}static ";
        if (method.DeclaringType!.IsInterface)
            return method.IsAbstract ? access : $"{access}virtual ";
        var isOverride = method.GetBaseDefinition() != method;
        return access + (isOverride ? "override " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");
    }
}
