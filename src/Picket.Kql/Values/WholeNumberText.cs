using System.Buffers.Text;
using System.Text;

namespace Picket.Kql.Values;

/// <summary>Whole numbers in UTF-8, read without making a string of the plain ones.</summary>
internal static class WholeNumberText
{
    /// <summary>What <c>tolong()</c> makes of a text.</summary>
    public static long? OfText(ReadOnlySpan<byte> text) => Plain(text) ?? NumberText.ToLong(Encoding.UTF8.GetString(text));

    /// <summary>What <c>tolong()</c> makes of a dynamic value, given as JSON text.</summary>
    public static long? OfJson(ReadOnlySpan<byte> json)
    {
        if (Plain(json) is { } number)
            return number;
        var value = DynamicJson.TryParse(Encoding.UTF8.GetString(json), out var read) ? read : Encoding.UTF8.GetString(json);
        return (long?)KqlConversion.To(value, KqlType.Long);
    }

    private static long? Plain(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long number, out var length) && length == text.Length ? number : null;
}
