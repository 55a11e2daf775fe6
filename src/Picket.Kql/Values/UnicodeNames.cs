using System.Collections.Frozen;
using System.Globalization;

namespace Picket.Kql.Values;

/// <summary>The named sets of characters that regular expressions know.</summary>
internal static class UnicodeNames
{
    private static readonly FrozenDictionary<string, Func<char, bool>> PosixClasses = new Dictionary<string, Func<char, bool>>
    {
        ["alnum"] = char.IsAsciiLetterOrDigit,
        ["alpha"] = char.IsAsciiLetter,
        ["ascii"] = char.IsAscii,
        ["blank"] = c => c is ' ' or '\t',
        ["cntrl"] = c => c < ' ' || c == '\x7f',
        ["digit"] = char.IsAsciiDigit,
        ["graph"] = c => c is > ' ' and < '\x7f',
        ["lower"] = char.IsAsciiLetterLower,
        ["print"] = c => c is >= ' ' and < '\x7f',
        ["punct"] = c => c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c),
        ["space"] = c => c is ' ' or (>= '\t' and <= '\r'),
        ["upper"] = char.IsAsciiLetterUpper,
        ["word"] = c => char.IsAsciiLetterOrDigit(c) || c == '_',
        ["xdigit"] = char.IsAsciiHexDigit,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // The categories by the first letter, then in the order of UnicodeCategory.
    private static readonly (string Short, string Long, UnicodeCategory Category)[] Categories =
    [
        ("Lu", "uppercaseletter", UnicodeCategory.UppercaseLetter), ("Ll", "lowercaseletter", UnicodeCategory.LowercaseLetter),
        ("Lt", "titlecaseletter", UnicodeCategory.TitlecaseLetter), ("Lm", "modifierletter", UnicodeCategory.ModifierLetter),
        ("Lo", "otherletter", UnicodeCategory.OtherLetter), ("Mn", "nonspacingmark", UnicodeCategory.NonSpacingMark),
        ("Mc", "spacingmark", UnicodeCategory.SpacingCombiningMark), ("Me", "enclosingmark", UnicodeCategory.EnclosingMark),
        ("Nd", "decimalnumber", UnicodeCategory.DecimalDigitNumber), ("Nl", "letternumber", UnicodeCategory.LetterNumber),
        ("No", "othernumber", UnicodeCategory.OtherNumber), ("Zs", "spaceseparator", UnicodeCategory.SpaceSeparator),
        ("Zl", "lineseparator", UnicodeCategory.LineSeparator), ("Zp", "paragraphseparator", UnicodeCategory.ParagraphSeparator),
        ("Cc", "control", UnicodeCategory.Control), ("Cf", "format", UnicodeCategory.Format), ("Cs", "surrogate", UnicodeCategory.Surrogate),
        ("Co", "privateuse", UnicodeCategory.PrivateUse), ("Cn", "unassigned", UnicodeCategory.OtherNotAssigned),
        ("Pc", "connectorpunctuation", UnicodeCategory.ConnectorPunctuation), ("Pd", "dashpunctuation", UnicodeCategory.DashPunctuation),
        ("Ps", "openpunctuation", UnicodeCategory.OpenPunctuation), ("Pe", "closepunctuation", UnicodeCategory.ClosePunctuation),
        ("Pi", "initialpunctuation", UnicodeCategory.InitialQuotePunctuation), ("Pf", "finalpunctuation", UnicodeCategory.FinalQuotePunctuation),
        ("Po", "otherpunctuation", UnicodeCategory.OtherPunctuation), ("Sm", "mathsymbol", UnicodeCategory.MathSymbol),
        ("Sc", "currencysymbol", UnicodeCategory.CurrencySymbol), ("Sk", "modifiersymbol", UnicodeCategory.ModifierSymbol),
        ("So", "othersymbol", UnicodeCategory.OtherSymbol),
    ];

    private static readonly FrozenDictionary<string, string> Families = new Dictionary<string, string>
    {
        ["l"] = "L", ["letter"] = "L", ["m"] = "M", ["mark"] = "M", ["n"] = "N", ["number"] = "N", ["p"] = "P", ["punctuation"] = "P", ["punct"] = "P",
        ["s"] = "S", ["symbol"] = "S", ["z"] = "Z", ["separator"] = "Z", ["c"] = "C", ["other"] = "C",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (char From, char To)[]> Scripts = new Dictionary<string, (char From, char To)[]>
    {
        ["latin"] = [('A', 'Z'), ('a', 'z'), ('\u00aa', '\u00aa'), ('\u00ba', '\u00ba'), ('\u00c0', '\u00d6'), ('\u00d8', '\u00f6'), ('\u00f8', '\u02b8'), ('\u1e00', '\u1eff'), ('\uff21', '\uff3a'), ('\uff41', '\uff5a')],
        ["greek"] = [('\u0370', '\u0373'), ('\u0375', '\u0377'), ('\u037a', '\u037d'), ('\u037f', '\u037f'), ('\u0384', '\u0384'), ('\u0386', '\u0386'), ('\u0388', '\u03e1'), ('\u03f0', '\u03ff'), ('\u1f00', '\u1ffe')],
        ["cyrillic"] = [('\u0400', '\u0484'), ('\u0487', '\u052f'), ('\u1c80', '\u1c88'), ('\u1d2b', '\u1d2b'), ('\u2de0', '\u2dff'), ('\ua640', '\ua69f')],
        ["armenian"] = [('\u0531', '\u0556'), ('\u0559', '\u058a'), ('\u058d', '\u058f')],
        ["hebrew"] = [('\u0591', '\u05f4'), ('\ufb1d', '\ufb4f')],
        ["arabic"] = [('\u0600', '\u0604'), ('\u0606', '\u060b'), ('\u060d', '\u061a'), ('\u061c', '\u061e'), ('\u0620', '\u063f'), ('\u0641', '\u064a'), ('\u0656', '\u066f'), ('\u0671', '\u06dc'), ('\u06de', '\u06ff'), ('\u0750', '\u077f'), ('\ufb50', '\ufdff'), ('\ufe70', '\ufefc')],
        ["devanagari"] = [('\u0900', '\u0950'), ('\u0955', '\u0963'), ('\u0966', '\u097f'), ('\ua8e0', '\ua8ff')],
        ["thai"] = [('\u0e01', '\u0e3a'), ('\u0e40', '\u0e5b')],
        ["georgian"] = [('\u10a0', '\u10fa'), ('\u10fc', '\u10ff'), ('\u1c90', '\u1cbf')],
        ["hangul"] = [('\u1100', '\u11ff'), ('\u302e', '\u302f'), ('\u3131', '\u318e'), ('\ua960', '\ua97c'), ('\uac00', '\ud7a3'), ('\ud7b0', '\ud7fb')],
        ["hiragana"] = [('\u3041', '\u3096'), ('\u309d', '\u309f')],
        ["katakana"] = [('\u30a1', '\u30fa'), ('\u30fd', '\u30ff'), ('\u31f0', '\u31ff'), ('\uff66', '\uff6f'), ('\uff71', '\uff9d')],
        ["han"] = [('\u2e80', '\u2fd5'), ('\u3005', '\u3005'), ('\u3007', '\u3007'), ('\u3021', '\u3029'), ('\u3038', '\u303b'), ('\u3400', '\u4dbf'), ('\u4e00', '\u9fff'), ('\uf900', '\ufad9')],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Func<char, bool>? Posix(string name) => PosixClasses.GetValueOrDefault(name);

    /// <summary><c>\d \s \w</c> and their opposites.</summary>
    public static Func<char, bool>? Perl(char letter) => letter switch
    {
        'd' => char.IsDigit,
        'D' => c => !char.IsDigit(c),
        's' => char.IsWhiteSpace,
        'S' => c => !char.IsWhiteSpace(c),
        'w' => IsWord,
        'W' => c => !IsWord(c),
        _ => null,
    };

    /// <summary>A category (<c>Lu</c>, <c>Uppercase_Letter</c>, <c>L</c>), a script (<c>Greek</c>) or <c>Any</c>; null for another name.</summary>
    public static Func<char, bool>? Find(string name)
    {
        var known = name.Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        known = known[(known.IndexOf('=', StringComparison.Ordinal) + 1)..];
        if (Families.GetValueOrDefault(known) is { } family)
            return In([.. Categories.Where(c => c.Short.StartsWith(family, StringComparison.Ordinal)).Select(c => c.Category)]);
        var category = Categories.Where(c => c.Long == known || string.Equals(c.Short, known, StringComparison.OrdinalIgnoreCase)).Select(c => c.Category).ToHashSet();
        if (category.Count > 0)
            return In(category);
        if (Scripts.GetValueOrDefault(known) is { } ranges)
            return c => ranges.Any(r => c >= r.From && c <= r.To);
        return known switch
        {
            "any" => _ => true,
            "ascii" => char.IsAscii,
            "alphabetic" => char.IsLetter,
            "lowercase" or "lower" => char.IsLower,
            "uppercase" or "upper" => char.IsUpper,
            "whitespace" or "space" => char.IsWhiteSpace,
            _ => null,
        };
    }

    private static Func<char, bool> In(HashSet<UnicodeCategory> categories) => c => categories.Contains(char.GetUnicodeCategory(c));

    // As .NET sees \w, so that sets and single pieces agree.
    private static bool IsWord(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
