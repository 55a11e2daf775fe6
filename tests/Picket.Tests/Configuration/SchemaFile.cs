using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Configuration;

namespace Picket.Tests.Configuration;

/// <summary>Writes the JSON Schema of <c>picket.yaml</c> from the options records.</summary>
internal static class SchemaFile
{
    private const string DurationPattern = "^(?=\\d)(\\d{1,6}d)?(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?(\\d{1,6}ms)?$";
    private const string SizePattern = "^\\d+ ?(B|[KMGT]i?B)$";
    private const string SecretPattern = "^(file|env):.+";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write()
    {
        var schema = Section(OptionModel.Of(typeof(PicketOptions)));
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Picket's configuration, picket.yaml");
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Section(OptionModel model)
    {
        var properties = new JsonObject();
        foreach (var field in model.Fields)
            properties[field.Name] = Field(model, field);

        var section = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (model.Fields.Where(f => f.IsRequired).Select(f => (JsonNode)f.Name).ToArray() is { Length: > 0 } required)
            section["required"] = new JsonArray(required);
        return section;
    }

    private static JsonObject Field(OptionModel model, OptionField field)
    {
        var schema = Value(field.Value);
        var description = ReferencePage.Meaning(model, field);
        schema["description"] = field.Range is { } range ? $"{description} From {range.Least} to {range.Greatest}." : description;
        if (field.Range is { } bounds && field.Value.Kind == OptionKind.Number)
        {
            schema["minimum"] = int.Parse(bounds.Least);
            schema["maximum"] = int.Parse(bounds.Greatest);
        }

        if (field is { IsRequired: false, Default: { } value } && ReferencePage.IsSimple(field.Value))
            schema["default"] = value switch { bool flag => flag, int number => number, _ => EffectiveConfig.Format(value).Trim('"') };
        // A key whose value is commented out is null and keeps its default.
        if (!field.IsRequired && schema["type"] is JsonValue type)
            schema["type"] = new JsonArray(type.DeepClone(), "null");
        return schema;
    }

    private static JsonObject Value(OptionValue value) => value.Kind switch
    {
        OptionKind.Word => new() { ["enum"] = new JsonArray([.. value.Words.Select(word => (JsonNode)word)]) },
        OptionKind.Flag => new() { ["type"] = "boolean" },
        OptionKind.Number => new() { ["type"] = "integer" },
        OptionKind.Duration => new() { ["type"] = "string", ["pattern"] = DurationPattern },
        OptionKind.Size => new() { ["type"] = "string", ["pattern"] = SizePattern },
        OptionKind.Address => new() { ["type"] = "string", ["pattern"] = "^https?://" },
        OptionKind.Secret => new() { ["type"] = "string", ["pattern"] = SecretPattern },
        OptionKind.Table => new() { ["type"] = "object", ["additionalProperties"] = Value(value.Item!) },
        OptionKind.Section => Section(value.Section!),
        OptionKind.List when value.Item!.Kind == OptionKind.Section => new() { ["type"] = "array", ["items"] = Section(value.Item.Section!) },
        OptionKind.List => new()
        {
            ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "array", ["items"] = Value(value.Item!) }, Value(value.Item!)),
        },
        _ => new() { ["type"] = "string", ["minLength"] = 1 },
    };
}
