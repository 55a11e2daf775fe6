using Picket.Kql.Syntax;
using Picket.Kql.Values;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    /// <summary>The most names and values one call packs.</summary>
    private const int MaxPacked = 512;

    private KqlExpression BindPack(CallSyntax call, Scope scope)
    {
        if (call.Arguments.Count % 2 != 0)
        {
            diagnostics.Add(KqlCodes.ArgumentCount, call.Span, $"'{call.Function.Text}' takes pairs of name and value.");
            return BrokenExpression.Instance;
        }

        var arguments = call.Arguments.Select((a, i) => Convert(BindValue(a, scope), i % 2 == 0 ? KqlType.String : KqlType.Dynamic)).ToList();
        return Packed("bag_pack", arguments);
    }

    // pack_all(true) leaves out what is null or empty.
    private KqlExpression BindPackAll(CallSyntax call, Scope scope)
    {
        var isFilled = call.Arguments.Count > 0 ? BindValue(call.Arguments[0], scope) : new LiteralExpression(KqlType.Bool, false);
        if (isFilled is BrokenExpression)
            return isFilled;
        if (isFilled is LiteralExpression { Value: bool or long } literal)
            return Packed(literal.Value is true or not (false or 0L) ? "$bag_pack_filled" : "bag_pack", [.. scope.Row.SelectMany(c => Pair(c.Name, Same(c).Value))]);
        diagnostics.Add(KqlCodes.BadConstant, call.Arguments[0].Span, "Whether null and empty values are left out is a constant: true or false.");
        return BrokenExpression.Instance;
    }

    private KqlExpression BindPackColumns(CallSyntax call, Scope scope)
    {
        var pairs = new List<KqlExpression>();
        foreach (var argument in call.Arguments)
        {
            if (NameOf(argument) is { } name)
                pairs.AddRange(Pair(name, BindValue(argument, scope)));
            else
                diagnostics.Add(KqlCodes.Unexpected, argument.Span, "A column is wanted here; 'bag_pack' takes names and values of any kind.");
        }

        return pairs.Count < call.Arguments.Count * 2 ? BrokenExpression.Instance : Packed("bag_pack", pairs);
    }

    private static KqlExpression[] Pair(string name, KqlExpression value) => [new LiteralExpression(KqlType.String, name), Convert(value, KqlType.Dynamic)];

    private static KqlExpression Packed(string function, IReadOnlyList<KqlExpression> pairs) =>
        pairs.Any(p => p is BrokenExpression) ? BrokenExpression.Instance : new CallExpression(function, pairs, KqlType.Dynamic);

    // extract_json('$.a.b', text, typeof(long)); a constant path is known to the plan.
    private KqlExpression BindExtractJson(CallSyntax call, Scope scope)
    {
        if (!IsCountRight(call, 2, 3))
            return BrokenExpression.Instance;
        var type = call.Arguments is [_, _, TypeSyntax given] ? given.Type : KqlType.String;
        var path = Coerce(BindValue(call.Arguments[0], scope), KqlType.String, call.Arguments[0].Span);
        var text = Convert(BindValue(call.Arguments[1], scope), KqlType.String);
        if (path is BrokenExpression || text is BrokenExpression)
            return BrokenExpression.Instance;
        if (path is not LiteralExpression { Value: string constant })
            return Convert(new CallExpression("extract_json", [path, text], KqlType.Dynamic), type);
        if (!JsonPath.TryParse(constant, out var steps))
        {
            diagnostics.Add(KqlCodes.BadConstant, call.Arguments[0].Span, "The path is one such as '$.a.b[0]' or \"$['a b']\", without wildcards.");
            return BrokenExpression.Instance;
        }

        var value = new CallExpression("parse_json", [text], KqlType.Dynamic);
        return Convert(steps.Count == 0 ? value : new PathExpression(value, steps), type);
    }
}
