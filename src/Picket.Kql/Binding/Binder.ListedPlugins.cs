using System.Collections.Frozen;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

/// <summary>The plug-ins whose arguments and columns are plain lists.</summary>
internal sealed partial class Binder
{
    // 'time' is a place on a timeline, 'condition' is a bool; '?' may be left out, together with all others that may; dims are columns at the end.
    private static readonly FrozenDictionary<string, string> PluginForms = new Dictionary<string, string>
    {
        ["activity_counts_metrics"] = "id time start end window dims",
        ["activity_engagement"] = "id time start? end? inner outer dims",
        ["activity_metrics"] = "id time start? end? window dims",
        ["new_activity_metrics"] = "id time start end window cohort? dims",
        ["active_users_count"] = "id time start? end? lookback period count bin dims",
        ["session_count"] = "id time start end bin lookback dims",
        ["sliding_window_counts"] = "id time start end lookback bin dims",
        ["rolling_percentile"] = "value percentile time size bins dims",
        ["funnel_sequence"] = "id time start end window step state sequence",
        ["funnel_sequence_completion"] = "id time start end step state sequence windows",
        ["rows_near"] = "condition rows after?",
        ["preview"] = "rows",
        ["schema_merge"] = "PreserveOrder?",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of all plug-ins.</summary>
    public static IEnumerable<string> PluginNames =>
        PluginForms.Keys.Concat(PatternPlugins).Concat(
            ["bag_unpack", "pivot", "narrow", "dcount_intersect", "ipv4_lookup", "ipv6_lookup", "geo_polygon_lookup", "geo_line_lookup"]);

    private Plugin? BindListedPlugin(KqlPlan input, PluginArguments arguments, OutputSchemaSyntax? schema, Scope scope)
    {
        if (PatternPlugins.Contains(arguments.Plugin))
            return BindPatternPlugin(input, arguments, scope);
        if (!PluginForms.TryGetValue(arguments.Plugin, out var form))
        {
            ReportPlugin(arguments.Call.Function.Span, $"There is no plug-in '{arguments.Plugin}'.{Suggestion.For(arguments.Plugin, PluginNames)}");
            return null;
        }

        var words = form.Split(' ').Where(w => w != "dims").ToList();
        var lookback = arguments.Plugin == "new_activity_metrics" ? LookbackTable(arguments, scope) : null;
        var given = arguments.Placed.Take(arguments.Placed.Count - (lookback is null ? 0 : 1)).Concat(arguments.Names.Select(n => arguments.Find(n, -1)!)).ToList();
        var values = given.Select(a => BindValue(a, scope)).ToList();
        if (values.Any(v => v is BrokenExpression))
            return null;
        var dims = form.EndsWith("dims", StringComparison.Ordinal) ? values.AsEnumerable().Reverse().TakeWhile(v => ColumnsOf(v).Any()).Count() : 0;
        dims = Math.Min(dims, Math.Max(0, values.Count - words.Count(w => !w.EndsWith('?'))));
        if (Placed(words, values.Take(values.Count - dims).ToList(), arguments, given) is not { } placed)
            return null;

        var dimensions = BindItems([.. given.Skip(values.Count - dims)], scope, i => $"dim{i + 1}");
        var columns = schema is not null
            ? SchemaColumns(schema, input.Columns)
            : PluginColumns(arguments.Plugin, input, placed, given.Select(g => NameOf(g) ?? "Column1").ToList(), [.. dimensions.Select(d => d.Column)]);
        return new Plugin(arguments.Plugin, lookback is null ? [input] : [input, lookback], [.. placed, .. dimensions.Select(d => d.Value)], columns);
    }

    private KqlPlan? LookbackTable(PluginArguments arguments, Scope scope)
    {
        var last = arguments.Placed.Count > 0 ? arguments.Placed[^1] : null;
        var isTable = last is PipeSyntax || (last is NameExpressionSyntax name && scope.FindColumn(name.Name) is null && scope.Names.Find(name.Name) is TableMeaning);
        return isTable ? BindTable(last!, scope with { Row = [] }) : null;
    }

    // What is left out is null. 'after' of rows_near is then as many as before.
    private List<KqlExpression>? Placed(List<string> words, List<KqlExpression> values, PluginArguments arguments, List<ExpressionSyntax> syntax)
    {
        var isShort = values.Count == words.Count(w => !w.EndsWith('?'));
        if (!isShort && values.Count != words.Count)
        {
            ReportPlugin(arguments.Call.Span, $"'{arguments.Plugin}' is called as {arguments.Plugin}({PluginForms[arguments.Plugin].Replace(" ", ", ", StringComparison.Ordinal)}); '?' may be left out.");
            return null;
        }

        var placed = new List<KqlExpression>();
        var at = 0;
        foreach (var word in words)
        {
            if (word.EndsWith('?') && isShort && values.Count < words.Count)
            {
                placed.Add(arguments.Plugin == "rows_near" ? values[^1] : new LiteralExpression(KqlType.Dynamic, null));
                continue;
            }

            var value = values[at];
            if (word is not ("id" or "time" or "value" or "state" or "condition") && ColumnsOf(value).Any())
            {
                ReportPlugin(syntax[at].Span, $"'{word.TrimEnd('?')}' of the plug-in '{arguments.Plugin}' is the same for all rows; a column is not.");
                return null;
            }

            placed.Add(word switch
            {
                "condition" => Coerce(value, KqlType.Bool, syntax[at].Span),
                "time" when value.Type is KqlType.DateTime or KqlType.TimeSpan => value,
                "time" => value.Type.IsNumber ? Convert(value, KqlType.Long) : Coerce(value, KqlType.DateTime, syntax[at].Span),
                _ => value,
            });
            at++;
        }

        return placed.Any(p => p is BrokenExpression) ? null : placed;
    }

    private static IReadOnlyList<KqlColumn> PluginColumns(
        string plugin, KqlPlan input, List<KqlExpression> arguments, List<string> names, List<KqlColumn> dims)
    {
        KqlColumn Time(int at, string prefix = "") => new(prefix + names[at], arguments[at].Type);
        return plugin switch
        {
            "activity_counts_metrics" => [Time(1), .. dims, Long("count"), Long("dcount"), Long("new_dcount"), Long("aggregated_dcount")],
            "activity_engagement" => [Time(1), Long("dcount_activities_inner"), Long("dcount_activities_outer"), Real("activity_ratio"), .. dims],
            "activity_metrics" => [Time(1), Long("dcount_values"), Long("dcount_newvalues"), Real("retention_rate"), Real("churn_rate"), .. dims],
            "new_activity_metrics" =>
            [
                Time(1, "from_"), Time(1, "to_"), Long("dcount_new_values"), Long("dcount_retained_values"), Long("dcount_churn_values"),
                Real("retention_rate"), Real("churn_rate"), .. dims,
            ],
            "active_users_count" => [Time(1), .. dims, Long("dcount")],
            "session_count" => [Time(1), .. dims, Long("count_sessions")],
            "sliding_window_counts" => [Time(1), .. dims, Long("Count"), Long("dcount")],
            "rolling_percentile" =>
            [
                Time(2), .. dims,
                new($"rolling_{ConstantText(arguments[4])}_percentile_{names[0]}_{ConstantText(arguments[1])}", arguments[0].Type),
            ],
            "funnel_sequence" => [Time(1), new("prev", KqlType.String), new("next", KqlType.String), Long("dcount"), new("samples", KqlType.Dynamic)],
            "funnel_sequence_completion" => [Time(1), new(names[5], KqlType.String), new("Period", KqlType.TimeSpan), Long("dcount")],
            "schema_merge" => [new("ColumnName", KqlType.String), Long("ColumnOrdinal"), new("DataType", KqlType.String), new("ColumnType", KqlType.String)],
            _ => input.Columns,
        };

        static KqlColumn Long(string name) => new(name, KqlType.Long);
        static KqlColumn Real(string name) => new(name, KqlType.Real);
        static string ConstantText(KqlExpression value) => value is LiteralExpression literal ? KqlFormat.Text(literal.Value) : "";
    }
}
