using System.Text;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>
/// The operator <c>reduce</c>: texts with the same frequent words at the same places are one group. A word is frequent where more than a share of all
/// texts have it at that place; the others are a star. Texts without any frequent word are the group 'others'.
/// </summary>
internal static class ReducePlugin
{
    private const string Others = "others";

    public static readonly IReadOnlyDictionary<string, PluginBody> All = new Dictionary<string, PluginBody> { ["reduce"] = Reduce };

    private readonly record struct Word(string Text, string SeparatorAfter);

    // text, threshold, separating characters
    private static IEnumerable<object?[]> Reduce(PluginCall call)
    {
        var rows = call.Tables[0].Rows;
        var threshold = call.Real(1);
        var separators = call.Text(2);
        var texts = rows.Select(r => (string)call.Arguments[0].Value(r)!).ToList();
        var split = texts.ConvertAll(t => Split(t, separators));
        var counts = new Dictionary<(int Place, string Word), long>();
        foreach (var words in split)
        {
            call.CancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < words.Count; i++)
                counts[(i, words[i].Text)] = counts.GetValueOrDefault((i, words[i].Text)) + 1;
        }

        var patterns = split.ConvertAll(words => Pattern(words, (place, word) => counts[(place, word)] > threshold * rows.Count));
        if (call.Schema is not [.., { Name: "Pattern" }])
            return Groups(texts, patterns);
        var layout = new RowLayout(call.Tables[0].Columns);
        int[] places = [.. call.Schema.SkipLast(1).Select(c => layout.Place(c.Name))];
        return rows.Select((row, i) => (object?[])[.. places.Select(p => row[p]), patterns[i] ?? Others]);
    }

    private static IEnumerable<object?[]> Groups(List<string> texts, List<string?> patterns) => texts
        .Zip(patterns)
        .GroupBy(t => t.Second ?? Others, StringComparer.Ordinal)
        .OrderByDescending(g => g.Count())
        .Select(g => (object?[])[g.Key, (long)g.Count(), g.First().Second is null ? "" : g.First().First]);

    private static List<Word> Split(string text, string separators)
    {
        var words = new List<Word>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && !IsSeparator(text[at], separators))
                at++;
            var end = at;
            while (at < text.Length && IsSeparator(text[at], separators))
                at++;
            words.Add(new Word(text[start..end], text[end..at]));
        }

        return words;
    }

    private static bool IsSeparator(char c, string separators) =>
        separators.Length == 0 ? !char.IsAsciiLetterOrDigit(c) : separators.Contains(c, StringComparison.Ordinal);

    // Null where no word is frequent. A separator that is a letter or digit goes with the star beside it.
    private static string? Pattern(List<Word> words, Func<int, string, bool> isFrequent)
    {
        var pattern = new StringBuilder();
        var hasWord = false;
        var wasStar = false;
        var separator = "";
        for (var i = 0; i < words.Count; i++)
        {
            var isWord = words[i].Text.Length > 0 && isFrequent(i, words[i].Text);
            if (isWord || !wasStar)
                pattern.Append(isWord && !wasStar ? separator : separator.Any(char.IsAsciiLetterOrDigit) ? "" : separator);
            if (isWord)
                pattern.Append(words[i].Text);
            else if (!wasStar)
                pattern.Append('*');
            hasWord |= isWord;
            wasStar = !isWord;
            separator = words[i].SeparatorAfter;
        }

        return hasWord ? pattern.Append(wasStar ? "" : separator).ToString() : null;
    }
}
