using System.Text.Json.Serialization;

namespace Picket.Storage.External;

/// <summary>Text as JSON, without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class ExternalJson : JsonSerializerContext;
