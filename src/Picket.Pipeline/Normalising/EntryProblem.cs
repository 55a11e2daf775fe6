using System.Text.Json;

namespace Picket.Pipeline.Normalising;

/// <summary>Why an entry could not be understood: a stable code and one sentence that never quotes the entry.</summary>
public readonly record struct EntryProblem(string Code, string Reason)
{
    // JsonException's own message quotes the offending character, which may be part of a secret: only places are told.
    internal static EntryProblem FromJson(JsonException exception) =>
        new("PKT2001", $"The entry is not valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}.");
}

internal sealed class FieldTypeException(string message) : Exception(message)
{
    public static FieldTypeException For(string field, string expected, JsonTokenType found) =>
        new($"The field '{field}' should be {expected}, but is {Describe(found)}.");

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        JsonTokenType.String => "another string",
        _ => "something else",
    };
}
