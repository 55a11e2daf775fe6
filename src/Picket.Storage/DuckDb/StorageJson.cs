using System.Text.Json.Serialization;
using Picket.Core;

namespace Picket.Storage.DuckDb;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(IReadOnlyList<AlertChange>))]
[JsonSerializable(typeof(List<AlertChange>))]
[JsonSerializable(typeof(Segments.ManifestEntry))]
internal sealed partial class StorageJson : JsonSerializerContext;
