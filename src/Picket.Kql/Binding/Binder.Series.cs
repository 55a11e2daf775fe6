using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private MakeSeries? BindMakeSeries(KqlPlan input, MakeSeriesSyntax series, Scope scope)
    {
        var keys = BindItems(series.Keys, scope, i => $"Column{i + 1}");
        if (BindAxis(series, scope) is not { } axis)
            return null;

        var items = new List<AggregateItem>();
        var results = new List<NamedExpression>();
        var defaults = new List<KqlExpression>();
        foreach (var item in series.Items)
        {
            var first = results.Count;
            BindAggregateItem(item.Value, keys, items, results, scope);
            defaults.AddRange(results.Skip(first).Select(r => DefaultOf(item.Default, r.Value.Type, scope)));
        }

        if (results.Any(r => r.Value is BrokenExpression))
            return null;
        ReportTwice([.. keys, .. results, axis.On], series.Span);
        var isNonEmpty = series.Options.Any(o => o is { Name: "kind", Value: "nonempty" });
        return results.All(r => r.Value is ColumnExpression) && items.All(i => i.Outputs.Count == 1)
            ? SeriesOf(input, keys, axis, [.. items.Zip(results, (item, r) => item with { Outputs = [r.Column] })], defaults, isNonEmpty)
            : ComputedSeries(input, keys, axis, items, results, defaults, isNonEmpty);
    }

    private sealed record Axis(NamedExpression On, KqlExpression? From, KqlExpression? To, KqlExpression Step);

    private static MakeSeries SeriesOf(
        KqlPlan input, IReadOnlyList<NamedExpression> keys, Axis axis, IReadOnlyList<AggregateItem> items, IReadOnlyList<KqlExpression> defaults, bool isNonEmpty) =>
        new(input, keys, [.. items.Zip(defaults, (item, value) => new SeriesItem(item, value))], axis.On, axis.From, axis.To, axis.Step) { IsNonEmpty = isNonEmpty };

    // round(avg(x), 2): the aggregates are computed bin by bin first, and the series is made of what the expression makes of them.
    private static MakeSeries ComputedSeries(
        KqlPlan input, IReadOnlyList<NamedExpression> keys, Axis axis, IReadOnlyList<AggregateItem> items, IReadOnlyList<NamedExpression> results,
        IReadOnlyList<KqlExpression> defaults, bool isNonEmpty)
    {
        var on = axis.On.Value;
        var bounds = new List<KqlExpression>();
        if (axis.From is not null)
            bounds.Add(new CompareExpression(Comparison.GreaterOrEqual, on, axis.From));
        if (axis.To is not null)
            bounds.Add(new CompareExpression(Comparison.Less, on, axis.To));
        var within = bounds.Count == 0 ? input : new Filter(input, bounds.Count == 1 ? bounds[0] : new LogicalExpression(false, bounds));
        KqlExpression[] bin = axis.From is null ? [on, axis.Step] : [on, axis.Step, axis.From];
        var start = new NamedExpression(axis.On.Name, new CallExpression("bin", bin, on.Type));
        var binned = new Project(new Aggregate(within, [.. keys, start], items), [.. keys.Select(k => Same(k.Column)), Same(start.Column), .. results]);
        var taken = results.Select(r => new AggregateItem("take_any", [Same(r.Column).Value], [r.Column], null)).ToList();
        return SeriesOf(binned, [.. keys.Select(k => Same(k.Column))], axis with { On = Same(start.Column) }, taken, defaults, isNonEmpty);
    }

    private Axis? BindAxis(MakeSeriesSyntax series, Scope scope)
    {
        var outer = scope with { Row = [] };
        var on = BindItems([series.On], scope, _ => "Column1")[0];
        var step = BindValue(series.Step, outer);
        if (on.Value is BrokenExpression || step is BrokenExpression)
            return null;
        var value = on.Value;
        if (value.Type == KqlType.Dynamic)
            value = Convert(value, step.Type == KqlType.TimeSpan ? KqlType.DateTime : KqlType.Real);
        if (value.Type.IsNumber && KqlTypes.Common(value.Type, step.Type) is { } common)
            value = Convert(value, common);
        if (!(value.Type.IsNumber || value.Type is KqlType.DateTime or KqlType.TimeSpan))
        {
            diagnostics.Add(KqlCodes.TypeMismatch, series.On.Span, $"A series runs along datetimes, timespans or numbers, found a {value.Type.Word}.");
            return null;
        }

        step = Coerce(step, value.Type == KqlType.DateTime ? KqlType.TimeSpan : value.Type, series.Step.Span);
        var from = series.From is null ? null : Coerce(BindValue(series.From, outer), value.Type, series.From.Span);
        var to = series.To is null ? null : Coerce(BindValue(series.To, outer), value.Type, series.To.Span);
        if (step is BrokenExpression || from is BrokenExpression || to is BrokenExpression)
            return null;
        if (series.IsAligned && from is not null && to is not null)
            (from, to) = (Bin(from, step), new ArithmeticExpression(Arithmetic.Add, Bin(to, step), step, value.Type));
        return new Axis(on with { Value = value }, from, to, step);

        static KqlExpression Bin(KqlExpression value, KqlExpression size) => ConstantFolder.Fold(new CallExpression("bin", [value, size], value.Type));
    }

    private KqlExpression DefaultOf(ExpressionSyntax? syntax, KqlType type, Scope scope)
    {
        if (syntax is not null)
        {
            var given = BindValue(syntax, scope with { Row = [] });
            return KqlTypes.Common(given.Type, type) == type || given is LiteralExpression { Value: null } ? Convert(given, type) : given;
        }

        return type switch
        {
            KqlType.String => new LiteralExpression(type, ""),
            KqlType.TimeSpan => new LiteralExpression(type, TimeSpan.Zero),
            _ when type.IsNumber => Convert(new LiteralExpression(KqlType.Long, 0L), type),
            _ => new LiteralExpression(type, null),
        };
    }
}
