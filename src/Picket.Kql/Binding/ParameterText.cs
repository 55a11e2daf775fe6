using System.Text.Json;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

/// <summary>The text of a query parameter's value.</summary>
internal static class ParameterText
{
    /// <summary>Reads a string as it is, dynamic as JSON, any other type as its literal, bare or as <c>datetime(…)</c>.</summary>
    public static bool TryRead(KqlType type, string text, out object? value)
    {
        switch (type)
        {
            case KqlType.String:
                value = text;
                return true;
            case KqlType.Dynamic:
                value = Json(text);
                return value is not null;
            default:
                return TypedLiteral.TryParse(type, Inside(type, text.Trim()), out value);
        }
    }

    private static string Inside(KqlType type, string text)
    {
        var open = $"{type.Word}(";
        return text.StartsWith(open, StringComparison.Ordinal) && text.EndsWith(')') ? text[open.Length..^1] : text;
    }

    private static string? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Inside(KqlType.Dynamic, text.Trim()));
            return document.RootElement.GetRawText();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
