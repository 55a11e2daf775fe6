using System.Collections.Frozen;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

/// <summary>The calls of one step that look at neighbouring rows, lifted out of its expressions.</summary>
internal sealed class WindowCalls(bool isSerialized)
{
    public bool IsSerialized { get; } = isSerialized;

    public List<WindowItem> Items { get; } = [];
}

internal sealed partial class Binder
{
    // Never the name of a stored column.
    private const string WindowPrefix = "$window";

    /// <summary>The functions that look at neighbouring rows, with the name by which plans know them.</summary>
    private static readonly FrozenDictionary<string, string> WindowFunctions = new Dictionary<string, string>
    {
        ["prev"] = "prev",
        ["next"] = "next",
        ["row_number"] = "row_number",
        ["row_cumsum"] = "row_cumsum",
        ["row_rank"] = "row_rank_dense",
        ["row_rank_dense"] = "row_rank_dense",
        ["row_rank_min"] = "row_rank_min",
        ["row_window_session"] = "row_window_session",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of the functions that look at neighbouring rows.</summary>
    public static IEnumerable<string> WindowNames => WindowFunctions.Keys;

    private KqlPlan? BindWithWindows(KqlPlan input, OperatorSyntax step, Scope outer)
    {
        var windows = new WindowCalls(step is SerializeSyntax || IsSerialized(input));
        var bound = BindOperator(input, step, outer with { Windows = windows });
        if (bound is null || windows.Items.Count == 0)
            return bound;
        var lifted = Over(bound, input, Lifted(input, windows.Items));
        return lifted.Columns.Count == bound.Columns.Count ? lifted : new Project(lifted, [.. bound.Columns.Select(Same)]);
    }

    // An item may take the column of an earlier one; then it comes in a step after it.
    private static Window Lifted(KqlPlan input, IReadOnlyList<WindowItem> items)
    {
        var plan = input;
        var together = new List<WindowItem>();
        foreach (var item in items)
        {
            var used = item.Arguments.SelectMany(ColumnsOf).ToHashSet(StringComparer.Ordinal);
            if (together.Any(t => used.Contains(t.Column.Name)))
            {
                plan = new Window(plan, [.. together]);
                together.Clear();
            }

            together.Add(item);
        }

        return new Window(plan, together);
    }

    private static KqlPlan Over(KqlPlan plan, KqlPlan input, KqlPlan other) => ReferenceEquals(plan, input)
        ? other
        : plan.Inputs.Count == 0 ? plan : plan.WithInputs([.. plan.Inputs.Select(i => Over(i, input, other))]);

    /// <summary>Whether the rows stand in an order that means something.</summary>
    private static bool IsSerialized(KqlPlan plan) => plan switch
    {
        Sort or RangeTable or InlineTable or Window or GivenRows or Scan => true,
        Filter or Project or Take or Expand or Apply or Materialized => IsSerialized(plan.Inputs[0]),
        _ => false,
    };

    private KqlPlan BindSerialize(KqlPlan input, SerializeSyntax serialize, Scope scope)
    {
        var serialized = new Window(input, []);
        return serialize.Items.Count == 0 ? serialized : Extend(serialized, BindItems(serialize.Items, scope, i => $"Column{i + 1}"));
    }

    private KqlExpression BindWindowCall(CallSyntax call, string function, Scope scope)
    {
        if (scope.Windows is not { } windows)
        {
            diagnostics.Add(KqlCodes.NotSerialized, call.Span, $"'{call.Function.Text}()' looks at neighbouring rows; there are none here.");
            return BrokenExpression.Instance;
        }

        if (!windows.IsSerialized)
        {
            diagnostics.Add(KqlCodes.NotSerialized, call.Span,
                $"'{call.Function.Text}()' needs rows in an order. Put 'sort by …' or 'serialize' before this step.");
            return BrokenExpression.Instance;
        }

        var (least, most) = function switch
        {
            "prev" or "next" => (1, 3),
            "row_number" => (0, 2),
            "row_window_session" => (3, 4),
            _ => (1, 2),
        };
        if (!IsCountRight(call, least, most))
            return BrokenExpression.Instance;
        var arguments = WindowArguments(call, function, scope);
        if (arguments.Any(a => a is BrokenExpression))
            return BrokenExpression.Instance;
        var type = function switch
        {
            "prev" or "next" => arguments[0].Type,
            "row_cumsum" => arguments[0].Type,
            "row_window_session" => KqlType.DateTime,
            _ => KqlType.Long,
        };
        var column = new KqlColumn($"{WindowPrefix}{windows.Items.Count}", type);
        windows.Items.Add(new WindowItem(function, arguments, column));
        return new ColumnExpression(column.Name, column.Type);
    }

    private List<KqlExpression> WindowArguments(CallSyntax call, string function, Scope scope)
    {
        switch (function)
        {
            case "prev" or "next":
                var value = BindValue(call.Arguments[0], scope);
                return [value, Given(1, KqlType.Long, 1L), Given(2, value.Type, value.Type == KqlType.String ? "" : null)];
            case "row_number":
                return [Given(0, KqlType.Long, 1L), Given(1, KqlType.Bool, false)];
            case "row_window_session":
                return [Given(0, KqlType.DateTime, null), Given(1, KqlType.TimeSpan, null), Given(2, KqlType.TimeSpan, null), Given(3, KqlType.Bool, false)];
            case "row_cumsum":
                return [SummedValue(call.Arguments[0], scope), Given(1, KqlType.Bool, false)];
            default:
                return [BindValue(call.Arguments[0], scope), Given(1, KqlType.Bool, false)];
        }

        KqlExpression Given(int at, KqlType type, object? fallback) => at < call.Arguments.Count
            ? Coerce(BindValue(call.Arguments[at], scope), type, call.Arguments[at].Span)
            : new LiteralExpression(type, fallback);
    }

    private KqlExpression SummedValue(ExpressionSyntax syntax, Scope scope)
    {
        var value = BindValue(syntax, scope);
        return value.Type switch
        {
            _ when value is BrokenExpression => value,
            KqlType.Int or KqlType.Bool => Convert(value, KqlType.Long),
            KqlType.Long or KqlType.Real or KqlType.Decimal or KqlType.TimeSpan => value,
            _ => Coerce(value, KqlType.Real, syntax.Span),
        };
    }
}
