using Picket.Core;

namespace Picket.Storage.DuckDb;

/// <summary>Our enums as the lower-case words they are stored as, and back.</summary>
internal static class Words
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.ToWord[value];

    public static T Parse<T>(string word) where T : struct, Enum =>
        Names<T>.FromWord.TryGetValue(word, out var value) ? value : default;

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ToWord = Enum.GetValues<T>().ToDictionary(v => v, v => v.ToString().ToLowerInvariant());
        public static readonly Dictionary<string, T> FromWord = ToWord.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    }
}

/// <summary>The audit API's own words for level and stage.</summary>
internal static class AuditWords
{
    public static ReadOnlySpan<byte> Level(AuditLevel level) => level switch
    {
        AuditLevel.None => "None"u8,
        AuditLevel.Metadata => "Metadata"u8,
        AuditLevel.Request => "Request"u8,
        AuditLevel.RequestResponse => "RequestResponse"u8,
        _ => ""u8,
    };

    public static ReadOnlySpan<byte> Stage(AuditStage stage) => stage switch
    {
        AuditStage.RequestReceived => "RequestReceived"u8,
        AuditStage.ResponseStarted => "ResponseStarted"u8,
        AuditStage.ResponseComplete => "ResponseComplete"u8,
        AuditStage.Panic => "Panic"u8,
        _ => ""u8,
    };

    public static AuditStage ParseStage(string word) => Enum.TryParse<AuditStage>(word, out var stage) ? stage : default;
}
