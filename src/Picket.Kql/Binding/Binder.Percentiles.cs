using Picket.Kql.Syntax;
using Picket.Kql.Values;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    // percentiles(x, 5, 50): a column per percentile; percentilesw(x, weight, 5, 50) counts each value so many times.
    private List<(KqlExpression, string)> BindPercentiles(List<ExpressionSyntax> arguments, bool isWeighted, List<AggregateItem> items, Scope scope)
    {
        var name = NameOf(arguments[0]);
        if (BindPercentileValues(arguments, isWeighted, scope) is not { } values)
            return [(BrokenExpression.Instance, $"percentile_{name}")];
        var columns = new List<(KqlExpression, string)>();
        foreach (var argument in arguments.Skip(values.Count))
        {
            if (PercentsOf(argument, scope) is not { } percents)
                continue;
            foreach (var percent in percents)
            {
                columns.Add((AddAggregate(items, isWeighted ? "percentilew" : "percentile", [.. values, Share(percent)], [values[0].Type], null)[0],
                    $"percentile_{name}_{KqlFormat.Text(percent.Value).Replace('.', '_')}"));
            }
        }

        return columns.Count > 0 ? columns : [(BrokenExpression.Instance, $"percentile_{name}")];
    }

    // percentiles_array(x, 5, 50) or percentiles_array(x, dynamic([5, 50])): one array.
    private (KqlExpression, string) BindPercentileArray(
        AggregateSignature signature, List<ExpressionSyntax> arguments, bool isWeighted, List<AggregateItem> items, Scope scope)
    {
        var name = $"{signature.Prefix}_{NameOf(arguments[0])}";
        if (BindPercentileValues(arguments, isWeighted, scope) is not { } values)
            return (BrokenExpression.Instance, name);
        var percents = new List<KqlExpression>();
        foreach (var argument in arguments.Skip(values.Count))
            percents.AddRange((PercentsOf(argument, scope) ?? []).Select(Share));
        return (AddAggregate(items, signature.Name, [.. values, .. percents], [KqlType.Dynamic], null)[0], name);
    }

    private List<KqlExpression>? BindPercentileValues(List<ExpressionSyntax> arguments, bool isWeighted, Scope scope)
    {
        var value = BindValue(arguments[0], scope);
        if (value.Type == KqlType.Dynamic)
            value = Convert(value, KqlType.Real);
        List<KqlExpression> values = [value];
        if (isWeighted)
            values.Add(Coerce(BindValue(arguments[1], scope), KqlType.Real, arguments[1].Span));
        return values.Any(v => v is BrokenExpression) ? null : values;
    }

    private static KqlExpression Share(LiteralExpression percent) => Convert(percent, KqlType.Real);

    private List<LiteralExpression>? PercentsOf(ExpressionSyntax argument, Scope scope)
    {
        var bound = BindValue(argument, scope);
        var percents = bound is LiteralExpression single ? ArrayItems(bound) ?? [single] : [];
        if (percents.Count > 0 && percents.All(p => KqlConversion.To(p.Value, KqlType.Real) is >= 0.0 and <= 100.0))
            return percents;
        if (bound is not BrokenExpression)
            diagnostics.Add(KqlCodes.BadConstant, argument.Span, "A percentile is a constant number from 0 to 100.");
        return null;
    }
}
