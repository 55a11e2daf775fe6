using System.Globalization;
using System.Text;

namespace Picket.Web.Console.Parts;

/// <summary>Writes KQL for links into Hunt.</summary>
internal static class KqlText
{
    /// <summary>A string literal; what an attacker put into a name stays inside the quotes.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                _ when char.IsControl(c) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }

    public static string Literal(DateTime time) =>
        time.ToString("'datetime('yyyy-MM-dd'T'HH:mm:ss.fff'Z)'", CultureInfo.InvariantCulture);

    public static string Link(string query) => "/hunt?q=" + Uri.EscapeDataString(query);
}
