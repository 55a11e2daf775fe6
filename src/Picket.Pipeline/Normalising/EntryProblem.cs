using System.Text.Json;
using System.Text.Unicode;

namespace Picket.Pipeline.Normalising;

/// <summary>Why an entry could not be understood: a stable code and one sentence that never quotes the entry.</summary>
public readonly record struct EntryProblem(string Code, string Reason)
{
    // JsonException's own message quotes the offending character, which may be part of a secret: only places are told.
    internal static EntryProblem FromJson(JsonException exception) =>
        new("PKT2001", $"The entry is not valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}.");

    // Utf8JsonReader lets invalid UTF-8 inside strings pass; a store of text cannot.
    internal static bool IsUtf8(ReadOnlySpan<byte> text, out EntryProblem problem)
    {
        problem = default;
        if (Utf8.IsValid(text))
            return true;

        problem = new("PKT2006", $"The entry is not valid UTF-8: byte {FirstInvalid(text)}.");
        return false;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (System.Text.Rune.DecodeFromUtf8(text[at..], out _, out var used) == System.Buffers.OperationStatus.Done)
            at += used;
        return at;
    }
}

/// <summary>A field is of the wrong kind, or stands twice. Never leaves the readers of this room.</summary>
internal sealed class FieldException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public static FieldException WrongType(string field, string expected, JsonTokenType found) =>
        new("PKT2003", $"The field '{field}' should be {expected}, but is {Describe(found)}.");

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
