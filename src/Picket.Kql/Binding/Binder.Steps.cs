using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    // The less common operators.
    private KqlPlan? BindFurtherOperator(KqlPlan input, OperatorSyntax step, Scope scope, Scope outer) => step switch
    {
        ParseSyntax parse => BindParse(input, parse, scope),
        ParseKeysSyntax parse => BindParseKeys(input, parse, scope),
        MakeSeriesSyntax series => BindMakeSeries(input, series, scope),
        ApplySyntax apply => BindApply(input, apply, scope, outer),
        PartitionSyntax partition => BindPartition(input, partition, scope, outer),
        SerializeSyntax serialize => BindSerialize(input, serialize, scope),
        TopNestedSyntax top => BindTopNested(input, top, scope),
        TopHittersSyntax top => BindTopHitters(input, top, scope),
        SampleSyntax sample => BindSample(input, sample, scope, outer),
        ReduceSyntax reduce => BindReduce(input, reduce, scope),
        ScanSyntax scan => BindScan(input, scan, scope),
        EvaluateSyntax evaluate => BindEvaluate(input, evaluate, scope),
        _ => throw new InvalidOperationException($"No binding for {step.GetType().Name}."),
    };

    private Sample BindSample(KqlPlan input, SampleSyntax sample, Scope scope, Scope outer)
    {
        var count = BindCount(sample.Count, outer);
        return sample.Of is null
            ? new Sample(input, count)
            : new Sample(new Aggregate(input, BindItems([sample.Of], scope, _ => "Column1"), []), count);
    }

    private Take BindTopHitters(KqlPlan input, TopHittersSyntax top, Scope scope)
    {
        var keys = BindItems([top.Of], scope, _ => "Column1");
        var by = top.By is null ? null : BindItems([top.By], scope, _ => "Column1")[0];
        var value = by is null || by.Value is BrokenExpression ? null : by.Value.Type.IsNumber || by.Value.Type == KqlType.TimeSpan ? by.Value : Coerce(by.Value, KqlType.Real, top.By!.Span);
        var column = value is null
            ? new KqlColumn($"approximate_count_{keys[0].Name}", KqlType.Long)
            : new KqlColumn($"approximate_sum_{by!.Name}", value.Type.IsInteger ? KqlType.Long : value.Type);
        var item = new AggregateItem(value is null ? "count" : "sum", value is null ? [] : [value], [column], null);
        var counted = new Aggregate(input, keys, [item]);
        var order = new SortKey(new ColumnExpression(column.Name, column.Type), IsAscending: false, IsNullsFirst: false);
        return new Take(new Sort(counted, [order]), BindCount(top.Count, scope));
    }

    private Plugin? BindReduce(KqlPlan input, ReduceSyntax reduce, Scope scope)
    {
        var by = BindItems([reduce.By], scope, _ => "Column1")[0].Value;
        if (by is BrokenExpression)
            return null;
        var threshold = 0.1;
        var characters = "";
        foreach (var parameter in reduce.Parameters)
        {
            switch (parameter.Name.Text, (BindValue(parameter.Value, scope with { Row = [] }) as LiteralExpression)?.Value)
            {
                case ("threshold", double share and >= 0 and <= 1): threshold = share; break;
                case ("threshold", long share and >= 0 and <= 1): threshold = share; break;
                case ("characters", string text): characters = text; break;
                default:
                    diagnostics.Add(KqlCodes.BadConstant, parameter.Span,
                        "'reduce' knows 'threshold', a constant number from 0 to 1, and 'characters', a constant string.");
                    return null;
            }
        }

        var isSource = reduce.Options.Any(o => o is { Name: "kind", Value: "source" });
        KqlColumn[] made = isSource
            ? [new("Pattern", KqlType.String)]
            : [new("Pattern", KqlType.String), new("Count", KqlType.Long), new("Representative", KqlType.String)];
        IReadOnlyList<KqlColumn> schema = isSource ? [.. input.Columns.Where(c => c.Name != "Pattern"), .. made] : made;
        return new Plugin("reduce", [input],
            [Convert(by, KqlType.String), new LiteralExpression(KqlType.Real, threshold), new LiteralExpression(KqlType.String, characters)], schema);
    }
}
