using Picket.Kql.Evaluating.Plugins;
using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class PlanCompiler
{
    private RowSource CompileExpand(Expand expand)
    {
        var input = Compile(expand.Input);
        var over = Over(expand.Input);
        var kept = over.Compile(expand.Kept.Select(c => new ColumnExpression(c.Name, c.Type)));
        var values = over.Compile(expand.Items.Select(i => i.Value));
        Func<object?, object?>[] conversions = [.. expand.Items.Select(i => KqlConversion.Between(KqlType.Dynamic, i.Column.Type))];
        var width = expand.Columns.Count;
        return () => input().SelectMany(row => Expanded(row));

        IEnumerable<object?[]> Expanded(object?[] row)
        {
            var lists = Array.ConvertAll(values, v => Elements(v(row)));
            var count = lists.Max(l => (long)l.Length);
            for (var i = 0; i < Math.Min(count, expand.Limit ?? long.MaxValue); i++)
            {
                running.Check();
                var made = new object?[width];
                for (var k = 0; k < kept.Length; k++)
                    made[k] = kept[k](row);
                for (var k = 0; k < lists.Length; k++)
                    made[kept.Length + k] = conversions[k](i < lists[k].Length ? lists[k][i] : null);
                if (expand.IndexName is not null)
                    made[^1] = (long)i;
                yield return made;
            }
        }
    }

    private static object?[] Elements(object? value) => value switch
    {
        object?[] array => array,
        OrderedDictionary<string, object?> bag => [.. bag.Select(p => new OrderedDictionary<string, object?>(StringComparer.Ordinal) { [p.Key] = p.Value })],
        _ => [value],
    };

    private RowSource CompileApply(Apply apply)
    {
        var input = Compile(apply.Input);
        var kept = Over(apply.Input).Compile(apply.Kept.Select(c => new ColumnExpression(c.Name, c.Type)));
        var expanded = Compile(apply.Expanded);
        var each = Compile(apply.Each);
        var single = LeafOf(apply.Expanded);
        var layout = new RowLayout(apply.Input.Columns);
        int[] places = [.. single.Columns.Select(c => layout.Find(c.Name))];
        object?[] missing = [.. single.Columns.Select(c => Missing(c.Type))];
        return () => input().SelectMany(row => Applied(row));

        List<object?[]> Applied(object?[] row)
        {
            running.Give(single.Id, [Picked(row, places, missing)]);
            running.Give(apply.Rows.Id, Collected(expanded()));
            return Collected(each().Select(result => (object?[])[.. kept.Select(k => k(row)), .. result]));
        }
    }

    private static GivenRows LeafOf(KqlPlan plan)
    {
        while (plan is not GivenRows)
            plan = plan.Inputs[0];
        return (GivenRows)plan;
    }

    private List<object?[]> Collected(IEnumerable<object?[]> source)
    {
        using var held = new HeldRows(running);
        return Collected(source, held);
    }

    private static List<object?[]> Collected(IEnumerable<object?[]> source, HeldRows held)
    {
        var rows = new List<object?[]>();
        foreach (var row in source)
        {
            held.Add(row);
            rows.Add(row);
        }

        return rows;
    }

    private RowSource CompilePartition(Partition partition)
    {
        var input = Compile(partition.Input);
        var key = Over(partition.Input).Compile(partition.Key);
        var each = Compile(partition.Each);
        return () => Parts();

        IEnumerable<object?[]> Parts()
        {
            using var held = new HeldRows(running);
            var parts = new OrderedGroups<List<object?[]>>(() => []);
            foreach (var row in input())
            {
                held.Add(row);
                parts.At([key(row)]).Add(row);
            }

            foreach (var (_, rows) in parts.InOrder)
            {
                running.Give(partition.Rows.Id, rows);
                foreach (var row in Collected(each()))
                    yield return row;
            }
        }
    }

    private RowSource CompilePlugin(Plugin plugin)
    {
        if (PluginTable.Find(plugin.Name) is not { } body)
            throw new KqlRunException(KqlCodes.UnknownFunction, $"The plug-in '{plugin.Name}' cannot be computed yet.");
        var sources = plugin.Tables.Select(Compile).ToList();
        var first = plugin.Tables.Count > 0 ? plugin.Tables[0].Columns : [];
        var over = Over(first);
        var layout = new RowLayout(first);
        PluginArgument[] arguments = [.. plugin.Arguments.Select(Argument)];
        return () => Called();

        PluginArgument Argument(KqlExpression expression) => expression switch
        {
            ColumnExpression column => new(layout.Place(column.Name), null, expression.Type, over.Compile(expression)),
            LiteralExpression literal => new(-1, ExpressionCompiler.ValueOf(literal), expression.Type, over.Compile(expression)),
            _ => new(-1, null, expression.Type, over.Compile(expression)),
        };

        IEnumerable<object?[]> Called()
        {
            using var held = new HeldRows(running);
            var tables = new List<PluginRows>();
            foreach (var (i, source) in sources.Index())
            {
                var rows = Collected(source(), held);
                tables.Add(new PluginRows(plugin.Tables[i].Columns, rows));
            }

            var call = new PluginCall(tables, arguments, plugin.Schema, running.Run.Random, running.Run.CancellationToken);
            foreach (var row in body(call))
                yield return row;
        }
    }
}
