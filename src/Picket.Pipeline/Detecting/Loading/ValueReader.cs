using System.Globalization;
using System.Net;
using System.Text;
using Picket.Pipeline.Detecting.Matching;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Detecting.Loading;

/// <summary>Turns a field, its modifiers and its values into a predicate.</summary>
internal sealed class ValueReader(RuleFileProblems problems, IReadOnlyDictionary<string, IReadOnlyList<string>> lists)
{
    public Predicate Read(EventField source, FieldModifiers modifiers, IReadOnlyList<YamlScalarNode> scalars, YamlNode at)
    {
        if (modifiers.Kind == "exists")
            return Exists(source, scalars, at);
        if (modifiers.Kind == "cidr")
            return Networks(source, modifiers, scalars);
        return modifiers.Negated ? Other(source, modifiers, scalars) : Values(source, modifiers, scalars);
    }

    // 'neq' asks for a value that is none of these, so that one foreign image among many is seen;
    // 'not' before a selection asks that no value is.
    private FieldPredicate Other(EventField source, FieldModifiers modifiers, IReadOnlyList<YamlScalarNode> scalars)
    {
        var matchers = scalars.SelectMany(s => Expanded(s, modifiers).Select(text => Matcher(text, s, modifiers)));
        return new(source, new NoneOf([.. matchers.OfType<ValueMatcher>()]));
    }

    private Predicate Exists(EventField source, IReadOnlyList<YamlScalarNode> scalars, YamlNode at)
    {
        if (scalars is not [{ Value: "true" or "false" } only])
        {
            problems.Add("PKT3005", at, "'exists' takes true or false.");
            return Constant.False;
        }

        var present = new FieldPredicate(source, AnyValue.Instance);
        return only.Value == "true" ? present : new NotPredicate(present);
    }

    private Predicate Values(EventField source, FieldModifiers modifiers, IReadOnlyList<YamlScalarNode> scalars)
    {
        var parts = new List<Predicate>();
        var matchers = new List<ValueMatcher>();
        foreach (var scalar in scalars)
        {
            // Audit events leave empty fields out, so that '' and null both mean that nothing is there.
            if (modifiers.Kind.Length == 0 && (IsNull(scalar) || scalar.Value is null or ""))
                parts.Add(new NotPredicate(new FieldPredicate(source, AnyValue.Instance)));
            else
                matchers.AddRange(Expanded(scalar, modifiers).Select(text => Matcher(text, scalar, modifiers)).OfType<ValueMatcher>());
        }

        if (modifiers.All)
            return CompoundPredicate.All([.. parts, .. matchers.Select(m => new FieldPredicate(source, m))]);
        if (matchers.Count > 0)
            parts.Add(new FieldPredicate(source, matchers is [var only] ? only : new AnyOf([.. matchers])));
        return CompoundPredicate.Any(parts);
    }

    private IEnumerable<string> Expanded(YamlScalarNode scalar, FieldModifiers modifiers)
    {
        var text = scalar.Value ?? "";
        if (!modifiers.Expand || text is not ['%', _, .., '%'])
            return [text];
        if (lists.TryGetValue(text[1..^1], out var values))
            return values;

        problems.Add("PKT3011", scalar, $"There is no list '{text[1..^1]}'.{Suggestion.For(text[1..^1], lists.Keys)}");
        return [];
    }

    private ValueMatcher? Matcher(string text, YamlScalarNode at, FieldModifiers modifiers) => modifiers.Kind switch
    {
        "re" => Pattern(text, at, modifiers),
        "lt" => Number(Comparison.Less, text, at),
        "lte" => Number(Comparison.LessOrEqual, text, at),
        "gt" => Number(Comparison.Greater, text, at),
        "gte" => Number(Comparison.GreaterOrEqual, text, at),
        "fieldref" => Reference(text, at, modifiers),
        _ when modifiers.Base64 =>
            new TextMatcher(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))), modifiers.Place, cased: true),
        _ => new SigmaPattern(text).ToMatcher(modifiers.Place, modifiers.Cased),
    };

    private PatternMatcher? Pattern(string text, YamlScalarNode at, FieldModifiers modifiers)
    {
        try
        {
            return PatternMatcher.Create(text, modifiers.RegexOptions);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            problems.Add("PKT3012", at, $"The regular expression cannot be used: {exception.Message}");
            return null;
        }
    }

    // All networks together, so that an address is parsed once.
    private Predicate Networks(EventField source, FieldModifiers modifiers, IReadOnlyList<YamlScalarNode> scalars)
    {
        var networks = new List<IPNetwork>();
        foreach (var (text, at) in scalars.SelectMany(s => Expanded(s, modifiers).Select(text => (text, s))))
        {
            if (IPNetwork.TryParse(text, out var network))
                networks.Add(network);
            else
                problems.Add("PKT3013", at, $"'{text}' is not a network. Write it as '10.0.0.0/8'.");
        }

        var predicate = new FieldPredicate(source, new AddressMatcher([.. networks]));
        return modifiers.Negated ? new NotPredicate(predicate) : predicate;
    }

    private NumberMatcher? Number(Comparison comparison, string text, YamlScalarNode at)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound))
            return new(comparison, bound);
        problems.Add("PKT3013", at, $"'{text}' is not a number.");
        return null;
    }

    private SameAsField? Reference(string name, YamlScalarNode at, FieldModifiers modifiers)
    {
        if (FieldCatalogue.Find(name) is { } other)
            return new(other, modifiers.Cased);
        problems.Add("PKT3008", at, $"Kubernetes audit events have no field '{name}'.{Suggestion.For(name, FieldCatalogue.Names)}");
        return null;
    }

    private static bool IsNull(YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "~" or "null" or "Null" or "NULL";
}
