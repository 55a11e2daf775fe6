using System.Globalization;
using Picket.Core;

namespace Picket.Configuration;

/// <summary>Makes values of single YAML scalars and says what was expected where that fails.</summary>
internal static class ScalarReader
{
    /// <summary>The value; else <paramref name="expected"/> says what would do.</summary>
    public static bool TryRead(OptionValue option, string text, out object value, out string expected)
    {
        var (isRead, read) = Read(option, text);
        value = read;
        expected = isRead ? "" : Expected(option);
        return isRead;
    }

    /// <summary>What an option takes, for messages.</summary>
    public static string Expected(OptionValue option) => option.Kind switch
    {
        OptionKind.Word => $"one of {string.Join(", ", option.Words)}",
        OptionKind.Flag => "true or false",
        OptionKind.Number => "a whole number",
        OptionKind.Duration => "a time with a unit, such as 30s, 12h or 365d",
        OptionKind.Size => "a size with a unit, such as 512KiB or 64MiB",
        OptionKind.Address => "an address that begins with https:// or http://",
        OptionKind.Secret => "a reference to a secret, file:PATH or env:NAME, never the secret itself",
        OptionKind.List => "a list",
        OptionKind.Table or OptionKind.Section => "keys with values",
        _ => "a text",
    };

    private static (bool IsRead, object Value) Read(OptionValue option, string text) => option.Kind switch
    {
        OptionKind.Text => (text.Length > 0, text),
        OptionKind.Word => ReadWord(option, text),
        OptionKind.Flag => (text is "true" or "false", text == "true"),
        OptionKind.Number => (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n), n),
        OptionKind.Duration => (Duration.TryParse(text, out var duration), duration),
        OptionKind.Size => (ByteSize.TryParse(text, out var size), size),
        OptionKind.Address => ReadAddress(text),
        OptionKind.Secret => (SecretReference.TryParse(text, out var reference), reference),
        _ => (false, text),
    };

    private static (bool, object) ReadWord(OptionValue option, string text)
    {
        if (!option.Words.Contains(text))
            return (false, text);
        return (true, option.Type.IsEnum ? Enum.Parse(option.Type, text, ignoreCase: true) : text);
    }

    private static (bool, object) ReadAddress(string text)
    {
        var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";
        return (isAddress, (object?)address ?? text);
    }
}
