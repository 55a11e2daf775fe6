using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Picket.Core;

namespace Picket.Configuration;

/// <summary>What kind of value an option takes.</summary>
public enum OptionKind { Unknown, Text, Word, Flag, Number, Duration, Size, Address, Secret, List, Table, Section }

/// <summary>
/// The shape of an options record, read from its type: the one description that binding, the JSON Schema, the reference
/// page and the print-out share.
/// </summary>
public sealed class OptionModel
{
    private readonly Dictionary<string, OptionField> _byName;

    private OptionModel(Type type)
    {
        Type = type;
        var defaults = RuntimeDefaults(type);
        Fields = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .Select(property => new OptionField(property, property.GetValue(defaults)))];
        _byName = Fields.ToDictionary(field => field.Name);
    }

    /// <summary>The record.</summary>
    public Type Type { get; }

    /// <summary>Its options, in the order of the record.</summary>
    public IReadOnlyList<OptionField> Fields { get; }

    /// <summary>The model of a record.</summary>
    public static OptionModel Of(Type type) => new(type);

    /// <summary>The option of a name; null when there is none.</summary>
    public OptionField? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A record with every option at its default; required ones are still empty.</summary>
    public object Create() => RuntimeDefaults(Type);

    // Reflection does not ask for required members: the binder does, with a better message.
    private static object RuntimeDefaults(Type type) => Activator.CreateInstance(type)!;
}

/// <summary>One option: its name in the file, what it takes, and what it is without being set.</summary>
public sealed class OptionField
{
    internal OptionField(PropertyInfo property, object? defaultValue)
    {
        Property = property;
        Default = defaultValue;
        Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        IsRequired = property.GetCustomAttribute<RequiredMemberAttribute>() is not null;
        Words = property.GetCustomAttribute<OptionWordsAttribute>()?.Words ?? [];
        Range = property.GetCustomAttribute<OptionRangeAttribute>();
        OfKinds = property.GetCustomAttribute<OptionOfKindAttribute>()?.Kinds ?? [];
        IsPath = property.GetCustomAttribute<OptionPathAttribute>() is not null;
        Value = OptionValue.Of(property.PropertyType, Words);
    }

    /// <summary>The record's property.</summary>
    public PropertyInfo Property { get; }

    /// <summary>The key in the file.</summary>
    public string Name { get; }

    /// <summary>What it takes.</summary>
    public OptionValue Value { get; }

    /// <summary>Whether it must be set.</summary>
    public bool IsRequired { get; }

    /// <summary>Its value when it is not set; null when there is none.</summary>
    public object? Default { get; }

    /// <summary>The only words it takes; empty when any will do.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Least and greatest value; null when there is no bound.</summary>
    public OptionRangeAttribute? Range { get; }

    /// <summary>The kinds that have this option; empty when all have it.</summary>
    public IReadOnlyList<string> OfKinds { get; }

    /// <summary>Whether a relative value starts at the file's folder.</summary>
    public bool IsPath { get; }
}

/// <summary>What an option takes: its kind, the CLR type to make, and for lists, tables and sections what is inside.</summary>
public sealed record OptionValue(OptionKind Kind, Type Type, OptionValue? Item, OptionModel? Section, IReadOnlyList<string> Words)
{
    internal static OptionValue Of(Type declared, IReadOnlyList<string> words)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type switch
        {
            _ when type == typeof(string) => Simple(words.Count > 0 ? OptionKind.Word : OptionKind.Text),
            { IsEnum: true } => new(OptionKind.Word, type, null, null, WordsOf(type)),
            _ when type == typeof(bool) => Simple(OptionKind.Flag),
            _ when type == typeof(int) => Simple(OptionKind.Number),
            _ when type == typeof(TimeSpan) => Simple(OptionKind.Duration),
            _ when type == typeof(ByteSize) => Simple(OptionKind.Size),
            _ when type == typeof(Uri) => Simple(OptionKind.Address),
            _ when type == typeof(SecretReference) => Simple(OptionKind.Secret),
            _ when IsGeneric(type, typeof(IReadOnlyList<>)) => Holding(OptionKind.List, 0),
            _ when IsGeneric(type, typeof(IReadOnlyDictionary<,>)) => Holding(OptionKind.Table, 1),
            _ => new(OptionKind.Section, type, null, OptionModel.Of(type), []),
        };

        OptionValue Simple(OptionKind kind) => new(kind, type, null, null, words);

        OptionValue Holding(OptionKind kind, int argument) =>
            new(kind, type, Of(type.GetGenericArguments()[argument], []), null, []);
    }

    private static string[] WordsOf(Type type) =>
        [.. Enum.GetNames(type).Where(name => name != "Unknown").Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private static bool IsGeneric(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
