using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Picket.Core;
using Picket.Pipeline.Reporting.Export;
using Picket.Pipeline.Reporting.Ledger;

namespace Picket.Pipeline.Reporting;

/// <summary>How reports, manifests and ledger bodies are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AnchorBody))]
[JsonSerializable(typeof(AlertReviewBody))]
[JsonSerializable(typeof(ReportBody))]
[JsonSerializable(typeof(ExportBody))]
[JsonSerializable(typeof(WatchBody))]
[JsonSerializable(typeof(TornBody))]
[JsonSerializable(typeof(ClockBody))]
[JsonSerializable(typeof(ExportManifest))]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportingJson : JsonSerializerContext
{
    // Readable umlauts and quotes; what is written goes into files, never into a page.
    private static readonly ReportingJson Compact = new(Make(indented: false));
    private static readonly ReportingJson Indented = new(Make(indented: true));

    public static string ToText<T>(T value) => JsonSerializer.Serialize(value, Compact.Of<T>());

    public static byte[] ToFile<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Indented.Of<T>()), (byte)'\n'];

    /// <summary>Reads JSON; null when it is not what is expected.</summary>
    public static T? TryRead<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, Compact.Of<T>());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)GetTypeInfo(typeof(T))!;

    private static JsonSerializerOptions Make(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 16,
        Converters = { new JsonStringEnumConverter<RequirementState>(JsonNamingPolicy.KebabCaseLower) },
    };
}
