using System.Text;
using System.Text.RegularExpressions;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>
/// Matches a regular expression in time linear to the value, because patterns come from rule files. The value becomes a
/// string, so rules should ask cheaper questions first.
/// </summary>
internal sealed class PatternMatcher(Regex pattern) : ValueMatcher
{
    /// <summary>Of a longer value only so many bytes are looked at.</summary>
    public const int MaxValueBytes = 64 * 1024;

    /// <summary>Builds the matcher of a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern is wrong.</exception>
    /// <exception cref="NotSupportedException">The pattern needs backtracking (a backreference or lookaround).</exception>
    public static PatternMatcher Create(string pattern, RegexOptions options) =>
        new(new Regex(pattern, options | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));

    public override int Cost => 20;

    public override bool Matches(EventView view, ReadOnlySpan<byte> value) =>
        pattern.IsMatch(Encoding.UTF8.GetString(value.Length > MaxValueBytes ? value[..MaxValueBytes] : value));
}
