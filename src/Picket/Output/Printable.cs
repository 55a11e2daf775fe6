using System.Globalization;
using System.Text;

namespace Picket.Output;

/// <summary>
/// Text from outside made safe to show: a user agent may carry escape sequences that would command the terminal, or
/// marks that turn the reading direction around.
/// </summary>
internal static class Printable
{
    public static string Of(string text)
    {
        if (text.EnumerateRunes().All(IsShown))
            return text;

        var safe = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsShown(rune))
                safe.Append(rune);
            else if (rune.Value == '\n')
                safe.Append("\\n");
            else if (rune.Value == '\t')
                safe.Append("\\t");
            else
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        return safe.ToString();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
