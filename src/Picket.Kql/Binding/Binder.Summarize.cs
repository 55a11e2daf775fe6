using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    // Never the name of a stored column.
    private const string HiddenPrefix = "$agg";

    private Project BindSummarize(KqlPlan input, SummarizeSyntax summarize, Scope scope)
    {
        var keys = BindItems(summarize.Keys, scope, i => $"Column{i + 1}");
        var items = new List<AggregateItem>();
        var results = new List<NamedExpression>();
        foreach (var item in summarize.Aggregates)
            BindAggregateItem(item, keys, items, results, scope);

        var aggregate = new Aggregate(input, keys, items);
        return new Project(aggregate, [.. keys.Select(k => Same(k.Column)), .. results]);
    }

    private void BindAggregateItem(
        ExpressionSyntax item, IReadOnlyList<NamedExpression> keys, List<AggregateItem> items, List<NamedExpression> results, Scope scope)
    {
        var names = item is NamedSyntax named ? named.Names.Select(n => n.Text).ToList() : [];
        var value = item is NamedSyntax { Value: var inner } ? inner : item;
        if (value is CallSyntax call && AggregateCatalog.Find(call.Function.Text) is { } signature)
        {
            // Given names go to the first columns it makes: Latest = arg_max(when, *) renames 'when' only.
            foreach (var (i, (column, name)) in BindAggregate(call, signature, items, keys, scope).Index())
                AddResult(column, i < names.Count ? names[i] : name, i < names.Count, item.Span);
            return;
        }

        var bound = BindValue(value, scope with { Aggregates = items });
        if (bound is not BrokenExpression && ColumnsOf(bound).FirstOrDefault(c => !c.StartsWith(HiddenPrefix, StringComparison.Ordinal)) is { } loose)
        {
            diagnostics.Add(KqlCodes.Aggregate, item.Span,
                $"'{loose}' stands outside an aggregate. Put it in one, such as take_any({loose}), or after 'by'.");
        }

        AddResult(bound, names.Count > 0 ? names[0] : AggregateName(value) ?? $"Column{results.Count + 1}", names.Count > 0, item.Span);

        void AddResult(KqlExpression expression, string name, bool isGiven, TextSpan span)
        {
            var taken = keys.Select(k => k.Name).Concat(results.Select(r => r.Name)).ToList();
            if (taken.Contains(name) && isGiven)
                diagnostics.Add(KqlCodes.DuplicateColumn, span, $"There would be two columns named '{name}'. Give one another name.");
            results.Add(new NamedExpression(taken.Contains(name) ? Unused(name, taken) : name, expression));
        }
    }

    // tostring(make_set(x)) is named as make_set(x) is.
    private static string? AggregateName(ExpressionSyntax syntax) => syntax is CallSyntax { Arguments: [CallSyntax inner, ..] } call
        && Conversions.ContainsKey(call.Function.Text) && AggregateCatalog.Find(inner.Function.Text) is { } signature
        ? PrefixedName(signature, inner)
        : null;

    private static string PrefixedName(AggregateSignature signature, CallSyntax call)
    {
        var argument = signature is { Name: "count", HasCondition: true } || call.Arguments.Count == 0 ? "" : NameOf(call.Arguments[0]);
        var second = signature.Name.StartsWith("covariance", StringComparison.Ordinal) && call.Arguments.Count > 1 ? $"_{NameOf(call.Arguments[1])}" : "";
        return $"{signature.Prefix}_{argument}{second}";
    }

    private static IEnumerable<string> ColumnsOf(KqlExpression expression) =>
        expression is ColumnExpression column ? [column.Name] : expression.Parts.SelectMany(ColumnsOf);

    /// <summary>Adds the aggregate and gives the hidden columns it makes, each with the name it gets unless another is given.</summary>
    private List<(KqlExpression Column, string Name)> BindAggregate(
        CallSyntax call, AggregateSignature signature, List<AggregateItem> items, IReadOnlyList<NamedExpression> keys, Scope scope)
    {
        var inner = scope with { Aggregates = null };
        var arguments = call.Arguments.ToList();
        if (!IsCountRight(call, signature.Least + (signature.HasCondition ? 1 : 0), signature.Most + (signature.HasCondition ? 1 : 0)))
            return [(BrokenExpression.Instance, call.Function.Text)];

        KqlExpression? condition = null;
        if (signature.HasCondition)
        {
            condition = BindPredicate(arguments[signature.ConditionAt], inner);
            arguments.RemoveAt(signature.ConditionAt);
        }

        return signature.Name switch
        {
            "arg_max" or "arg_min" or "take_any" => BindChosenRow(signature, arguments, condition, items, keys, inner),
            "percentile" or "percentiles" => BindPercentiles(arguments, isWeighted: false, items, inner),
            "percentilew" or "percentilesw" => BindPercentiles(arguments, isWeighted: true, items, inner),
            "percentiles_array" => [BindPercentileArray(signature, arguments, isWeighted: false, items, inner)],
            "percentilesw_array" => [BindPercentileArray(signature, arguments, isWeighted: true, items, inner)],
            _ => [BindPlainAggregate(signature, call, arguments, condition, items, inner)],
        };
    }

    private (KqlExpression, string) BindPlainAggregate(
        AggregateSignature signature, CallSyntax call, List<ExpressionSyntax> arguments, KqlExpression? condition, List<AggregateItem> items, Scope scope)
    {
        var bound = arguments.Select(a => BindValue(a, scope)).ToList();
        if (bound.Any(b => b is BrokenExpression))
            return (BrokenExpression.Instance, PrefixedName(signature, call));
        if (signature.Name == "count")
            bound.Clear();
        if (bound is [{ Type: KqlType.String or KqlType.Guid } text, ..] && signature.Name is "sum" or "avg" or "stdev" or "variance")
        {
            diagnostics.Add(KqlCodes.TypeMismatch, call.Span, $"'{call.Function.Text}' takes a number, found a {text.Type.Word}. Convert it with toreal() or tolong().");
        }

        if (bound is [{ Type: KqlType.Dynamic } value, ..] && signature.Name is "sum" or "avg" or "stdev" or "variance" or "stdevp" or "variancep")
            bound[0] = Convert(value, KqlType.Real);
        if (bound is [{ Type: not (KqlType.Real or KqlType.Decimal) }, ..] && signature.Result(KqlType.Long) == KqlType.Real)
            bound = [.. bound.Select(b => b.Type.IsNumber ? Convert(b, KqlType.Real) : b)];
        if (signature.Name is "buildschema" or "make_bag" or "hll_merge" or "tdigest_merge")
            bound[0] = Coerce(bound[0], KqlType.Dynamic, call.Arguments[0].Span);
        if (bound.Any(b => b is BrokenExpression))
            return (BrokenExpression.Instance, PrefixedName(signature, call));
        var type = signature.Result(bound.Count > 0 ? bound[0].Type : KqlType.Long);
        return (AddAggregate(items, signature.Name, bound, [type], condition)[0], PrefixedName(signature, call));
    }

    // arg_max(when, *) takes all columns but the keys from the row where 'when' is largest.
    private List<(KqlExpression, string)> BindChosenRow(
        AggregateSignature signature, List<ExpressionSyntax> arguments, KqlExpression? condition, List<AggregateItem> items,
        IReadOnlyList<NamedExpression> keys, Scope scope)
    {
        var columns = new List<NamedExpression>();
        foreach (var argument in arguments)
        {
            if (argument is StarSyntax)
                columns.AddRange(scope.Row.Where(c => keys.All(k => k.Name != c.Name) && columns.All(d => d.Name != c.Name)).Select(Same));
            else
                columns.Add(new NamedExpression(NameOf(argument) ?? signature.Name + "_", BindValue(argument, scope)));
        }

        if (columns.Any(c => c.Value is BrokenExpression))
            return [.. columns.Select(c => ((KqlExpression)BrokenExpression.Instance, c.Name))];
        var made = AddAggregate(items, signature.Name, [.. columns.Select(c => c.Value)], [.. columns.Select(c => c.Value.Type)], condition);
        return [.. made.Zip(columns, (column, source) => (column, ChosenName(signature, columns[0].Name, source.Name)))];
    }

    // argmax(x, y) makes max_x and max_x_y, any(x) makes any_x; under their new names columns keep theirs.
    private static string ChosenName(AggregateSignature signature, string first, string name) => signature switch
    {
        { Prefix: "" } => name,
        { Prefix: "any" } => $"any_{name}",
        _ when name == first => $"{signature.Prefix}_{first}",
        _ => $"{signature.Prefix}_{first}_{name}",
    };

    private static List<KqlExpression> AddAggregate(
        List<AggregateItem> items, string function, IReadOnlyList<KqlExpression> arguments, IReadOnlyList<KqlType> types, KqlExpression? condition)
    {
        var outputs = types.Select((type, i) => new KqlColumn($"{HiddenPrefix}{items.Count}_{i}", type)).ToList();
        items.Add(new AggregateItem(function, arguments, outputs, condition));
        return [.. outputs.Select(o => new ColumnExpression(o.Name, o.Type))];
    }
}
