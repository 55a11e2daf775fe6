using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

/// <summary>The plug-ins that look for patterns in rows. A tilde stands for an argument's usual value.</summary>
internal sealed partial class Binder
{
    private static readonly IReadOnlyList<string> PatternPlugins = ["autocluster", "basket", "diffpatterns", "diffpatterns_text"];

    private Plugin? BindPatternPlugin(KqlPlan input, PluginArguments arguments, Scope scope)
    {
        var values = arguments.Placed.Select(a => BindValue(a, scope)).ToList();
        if (values.Any(v => v is BrokenExpression))
            return null;
        return arguments.Plugin switch
        {
            "autocluster" => Clusters(input, values, weightAt: 1, others: 3),
            "basket" => Clusters(input, values, weightAt: 1, others: 3),
            "diffpatterns" => Differences(input, arguments, values),
            _ => TextDifferences(input, arguments, values),
        };

        Plugin Clusters(KqlPlan plan, List<KqlExpression> given, int weightAt, int others)
        {
            var weight = given.Count > weightAt ? given[weightAt] : Usual;
            var shown = plan.Columns.Where(c => !ColumnsOf(weight).Contains(c.Name)).ToList();
            return new Plugin(arguments.Plugin, [plan], WithUsual(given, others),
                [new("SegmentId", KqlType.Long), new("Count", KqlType.Long), new("Percent", KqlType.Real), .. shown]);
        }
    }

    private static LiteralExpression Usual => new(KqlType.String, "~");

    private static List<KqlExpression> WithUsual(List<KqlExpression> given, int count) =>
        [.. given, .. Enumerable.Repeat(Usual, Math.Max(0, count - given.Count))];

    // diffpatterns(column, value A, value B, weight, threshold, most dimensions, wildcards …)
    private Plugin? Differences(KqlPlan input, PluginArguments arguments, List<KqlExpression> values)
    {
        if (values.Count < 3 || values[0] is not ColumnExpression split)
        {
            ReportPlugin(arguments.Call.Span, "'diffpatterns' takes a column and the two values of it that are compared.");
            return null;
        }

        var weight = values.Count > 3 ? values[3] : Usual;
        var shown = input.Columns.Where(c => c.Name != split.Name && !ColumnsOf(weight).Contains(c.Name));
        return new Plugin("diffpatterns", [input], WithUsual(values, 6),
        [
            new("SegmentId", KqlType.Long), new("CountA", KqlType.Long), new("CountB", KqlType.Long), new("PercentA", KqlType.Real),
            new("PercentB", KqlType.Real), new("PercentDiffAB", KqlType.Real), .. shown,
        ]);
    }

    // diffpatterns_text(text, condition, least words, threshold, most words)
    private Plugin? TextDifferences(KqlPlan input, PluginArguments arguments, List<KqlExpression> values)
    {
        if (values.Count < 2)
        {
            ReportPlugin(arguments.Call.Span, "'diffpatterns_text' takes a text and a condition.");
            return null;
        }

        values[0] = Convert(values[0], KqlType.String);
        values[1] = Coerce(values[1], KqlType.Bool, arguments.Placed[1].Span);
        return values[1] is BrokenExpression ? null : new Plugin("diffpatterns_text", [input], WithUsual(values, 5),
        [
            new("Count_of_True", KqlType.Long), new("Count_of_False", KqlType.Long), new("Percent_of_True", KqlType.Real),
            new("Percent_of_False", KqlType.Real), new("Pattern", KqlType.String),
        ]);
    }
}
