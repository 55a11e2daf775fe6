using System.Text.Json.Serialization;
using Picket.Core;

namespace Picket.Web.Api.Json;

/// <summary>How the nouns of Picket look as JSON: camel case, enums as lower-case words, times in UTC.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [
        typeof(RuleIdJson), typeof(JsonTextJson), typeof(QueryResultJson),
        typeof(WordJson<Severity>), typeof(WordJson<AlertState>), typeof(WordJson<DeliveryState>),
        typeof(WordJson<RequirementState>)])]
[JsonSerializable(typeof(AlertDetail))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(QueryResult))]
[JsonSerializable(typeof(IReadOnlyList<Alert>), TypeInfoPropertyName = "Alerts")]
[JsonSerializable(typeof(IReadOnlyList<ExportFile>), TypeInfoPropertyName = "ExportFiles")]
[JsonSerializable(typeof(IReadOnlyList<Delivery>), TypeInfoPropertyName = "Deliveries")]
[JsonSerializable(typeof(QueryLibrary))]
[JsonSerializable(typeof(QueryCall))]
[JsonSerializable(typeof(StateCall))]
[JsonSerializable(typeof(ReplayCall))]
[JsonSerializable(typeof(ReplayReply))]
[JsonSerializable(typeof(KeptCounts))]
[JsonSerializable(typeof(ApiProblem))]
public sealed partial class ApiJson : JsonSerializerContext;
