using System.Text.RegularExpressions;
using Picket.Pipeline.Detecting.Matching;
using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Detecting.Loading;

/// <summary>
/// Parses a Sigma condition: <c>not</c> binds tighter than <c>and</c>, that tighter than <c>or</c>; parentheses;
/// <c>1 of x*</c>, <c>any of x*</c>, <c>all of x*</c>, <c>… of them</c>.
/// </summary>
internal sealed partial class ConditionParser
{
    /// <summary>Deeper parentheses are refused.</summary>
    public const int MaxDepth = 64;

    private readonly IReadOnlyDictionary<string, Predicate> _selections;
    private readonly List<(string Text, int At)> _tokens;
    private readonly HashSet<string> _used = [];
    private int _next;
    private int _depth;

    private ConditionParser(string text, IReadOnlyDictionary<string, Predicate> selections)
    {
        _selections = selections;
        _tokens = [.. Token.Matches(text).Select(m => (m.Value, m.Index))];
    }

    [GeneratedRegex(@"[\w*?\-]+|[()|]|\S", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token { get; }

    /// <summary>Parses the condition; reports and answers null when it is wrong.</summary>
    public static Predicate? Parse(
        YamlScalarNode node, IReadOnlyDictionary<string, Predicate> selections, HashSet<string> used, RuleFileProblems problems)
    {
        var parser = new ConditionParser(node.Value ?? "", selections);
        try
        {
            var result = parser.Or();
            if (parser.Peek is { Length: > 0 } rest)
                throw parser.Wrong(rest == "|"
                    ? "Aggregations after '|' are not supported. Write a correlation rule."
                    : $"Expected 'and', 'or' or the end, but found '{rest}'.");
            used.UnionWith(parser._used);
            return result;
        }
        catch (ConditionException exception)
        {
            var quoted = node.Style is YamlDotNet.Core.ScalarStyle.SingleQuoted or YamlDotNet.Core.ScalarStyle.DoubleQuoted;
            var column = (int)node.Start.Column + exception.At + (quoted ? 1 : 0);
            problems.Add("PKT3010", new YamlDotNet.Core.Mark(node.Start.Index, node.Start.Line, column), exception.Message);
            return null;
        }
    }

    private string Peek => _next < _tokens.Count ? _tokens[_next].Text : "";

    private Predicate Or()
    {
        if (++_depth > MaxDepth)
            throw Wrong($"The condition is nested more than {MaxDepth} levels deep.");
        var parts = new List<Predicate> { And() };
        while (Accept("or"))
            parts.Add(And());
        _depth--;
        return CompoundPredicate.Any(parts);
    }

    private Predicate And()
    {
        var parts = new List<Predicate> { Unary() };
        while (Accept("and"))
            parts.Add(Unary());
        return CompoundPredicate.All(parts);
    }

    private Predicate Unary()
    {
        var negations = 0;
        while (Accept("not"))
            negations++;
        var inner = Operand();
        return negations % 2 == 0 ? inner : new NotPredicate(inner);
    }

    private Predicate Operand()
    {
        if (Accept("("))
        {
            var inner = Or();
            if (!Accept(")"))
                throw Wrong("A closing parenthesis is missing.");
            return inner;
        }

        var quantified = _next + 1 < _tokens.Count && IsWord(_tokens[_next + 1].Text, "of");
        return quantified ? Quantified() : Selection();
    }

    private Predicate Quantified()
    {
        var all = IsWord(Peek, "all");
        if (!all && Peek != "1" && !IsWord(Peek, "any"))
            throw Wrong($"Expected '1 of', 'any of' or 'all of', but found '{Peek} of'.");
        _next += 2;

        var pattern = Peek;
        var names = _selections.Keys.Where(n => IsWord(pattern, "them") ? !n.StartsWith('_') : Fits(n, pattern)).ToList();
        if (pattern.Length == 0 || names.Count == 0)
            throw Wrong($"'{pattern}' fits no part of the detection.{Suggestion.For(pattern, _selections.Keys)}");

        _next++;
        _used.UnionWith(names);
        var parts = names.Select(n => _selections[n]);
        return all ? CompoundPredicate.All(parts) : CompoundPredicate.Any(parts);
    }

    private Predicate Selection()
    {
        var name = Peek;
        if (name.Length == 0)
            throw Wrong("The condition ends where the name of a selection was expected.");
        if (!_selections.TryGetValue(name, out var predicate))
            throw Wrong($"The detection has no part '{name}'.{Suggestion.For(name, _selections.Keys)}");
        _next++;
        _used.Add(name);
        return predicate;
    }

    private bool Accept(string word)
    {
        if (!IsWord(Peek, word))
            return false;
        _next++;
        return true;
    }

    private ConditionException Wrong(string message) =>
        new(message, _next < _tokens.Count ? _tokens[_next].At : _tokens.Count == 0 ? 0 : _tokens[^1].At + _tokens[^1].Text.Length);

    private static bool IsWord(string token, string word) => token.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static bool Fits(string name, string pattern) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private sealed class ConditionException(string message, int at) : Exception(message)
    {
        public int At { get; } = at;
    }
}
