using System.Text.Json.Serialization;

namespace Picket.Serving;

/// <summary>The body of an <c>access</c> entry of the ledger.</summary>
internal sealed record QueryAccess(string Query);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QueryAccess))]
internal sealed partial class ServingJson : JsonSerializerContext;
