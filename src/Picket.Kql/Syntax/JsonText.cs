using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Picket.Kql.Syntax;

/// <summary>How constant dynamic values are written: compact JSON text, the form in which dynamic values are stored.</summary>
internal static class JsonText
{
    public static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text without lone surrogates, which have no UTF-8 form.</summary>
    public static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
