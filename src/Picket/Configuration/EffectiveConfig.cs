using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Picket.Core;

namespace Picket.Configuration;

/// <summary>Prints the configuration in force as YAML. Secrets are only ever references; of addresses the host is shown.</summary>
public static partial class EffectiveConfig
{
    [GeneratedRegex(@"^[A-Za-z/][A-Za-z0-9_./:-]*$", RegexOptions.None, 1000)]
    private static partial Regex Plain { get; }

    /// <summary>All options, set or not.</summary>
    public static string Print(PicketOptions options)
    {
        var text = new StringBuilder();
        WriteSection(text, OptionModel.Of(typeof(PicketOptions)), options, "", "");
        return text.ToString();
    }

    /// <summary>One value on one line, as it would be written in the file.</summary>
    public static string Format(object value) => value switch
    {
        string text => Plain.IsMatch(text) && text is not ("true" or "false" or "null" or "yes" or "no") ? text : Quote(text),
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        TimeSpan duration => Duration.Format(duration),
        Uri address => address.AbsolutePath == "/" ? address.GetLeftPart(UriPartial.Authority)
            : $"{address.GetLeftPart(UriPartial.Authority)}/…",
        Enum word => JsonName(word.ToString()),
        SecretReference or ByteSize => $"{value}",
        IDictionary { Count: 0 } => "{}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Format))}]",
        _ => throw new ArgumentException($"An option of type {value.GetType()} cannot be printed.", nameof(value)),
    };

    private static void WriteSection(StringBuilder text, OptionModel model, object section, string first, string indent)
    {
        var lead = first;
        var kind = model.Find("kind")?.Property.GetValue(section) as string;
        foreach (var field in model.Fields.Where(f => kind is null || f.OfKinds.Count == 0 || f.OfKinds.Contains(kind)))
        {
            if (field.Property.GetValue(section) is not { } value)
                continue;
            text.Append(lead).Append(field.Name).Append(':');
            WriteValue(text, field.Value, value, indent);
            lead = indent;
        }
    }

    private static void WriteValue(StringBuilder text, OptionValue option, object value, string indent)
    {
        switch (option)
        {
            case { Kind: OptionKind.Section }:
                text.Append('\n');
                WriteSection(text, option.Section!, value, $"{indent}  ", $"{indent}  ");
                break;
            case { Kind: OptionKind.List, Item.Kind: OptionKind.Section } when ((IEnumerable)value).Cast<object>().Any():
                text.Append('\n');
                foreach (var item in (IEnumerable)value)
                    WriteSection(text, option.Item.Section!, item, $"{indent}  - ", $"{indent}    ");
                break;
            case { Kind: OptionKind.Table } when ((IEnumerable)value).Cast<object>().Any():
                text.Append('\n');
                foreach (var (key, entry) in (IReadOnlyDictionary<string, SecretReference>)value)
                    text.Append(CultureInfo.InvariantCulture, $"{indent}  {Format(key)}: {Format(entry)}\n");
                break;
            default:
                text.Append(' ').Append(Format(value)).Append('\n');
                break;
        }
    }

    private static string JsonName(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
