namespace Picket.Kql.Evaluating;

/// <summary>Turns a plan into sources of rows, once per run. Rows are computed as they are taken; no step changes a row it was handed.</summary>
internal sealed partial class PlanCompiler(Running running)
{
    public RowSource Compile(KqlPlan plan) => plan switch
    {
        TableScan scan => () => Scan(scan),
        GivenRows leaf => () => running.Given(leaf),
        InlineTable table => CompileInline(table),
        RangeTable range => CompileRange(range),
        ExternalData data => () => ReadExternal(data),
        Filter filter => CompileFilter(filter),
        Project project => CompileProject(project),
        Sort sort => CompileSort(sort, null),
        Take { Input: Sort sort } top => CompileSort(sort, Constants.Compile(top.Count)),
        Take take => CompileTake(take),
        Sample sample => CompileSample(sample),
        Aggregate aggregate => CompileAggregate(aggregate),
        Join join => CompileJoin(join),
        Union union => CompileUnion(union),
        Expand expand => CompileExpand(expand),
        Materialized materialized => CompileMaterialized(materialized),
        Window window => CompileWindow(window),
        MakeSeries series => CompileMakeSeries(series),
        Apply apply => CompileApply(apply),
        Partition partition => CompilePartition(partition),
        Plugin plugin => CompilePlugin(plugin),
        GraphTable table => CompileGraphTable(table),
        GraphMatch match => CompileGraphMatch(match),
        TopNested top => CompileTopNested(top),
        Kql.Scan scan => CompileScan(scan),
        _ => throw new InvalidOperationException($"No evaluation for {plan.GetType().Name}."),
    };

    /// <summary>Whether a relation reads rows that are given to it while the run goes on.</summary>
    public static bool DependsOnGiven(KqlPlan plan) =>
        plan is GivenRows || plan.Inputs.Any(DependsOnGiven) || plan.Expressions.Any(DependsOnGiven);

    private static bool DependsOnGiven(KqlExpression expression) =>
        (expression.Relation is { } relation && DependsOnGiven(relation)) || expression.Parts.Any(DependsOnGiven);

    /// <summary>An expression that reads no relation, over rows of its own columns; for one thread.</summary>
    public static Func<object?[], object?> CompileAlone(KqlExpression expression, IReadOnlyList<KqlColumn> columns)
    {
        var running = new Running(new KqlRun { ReadTable = scan => throw new InvalidOperationException($"No table '{scan.Table}' is read here.") });
        var value = new ExpressionCompiler(running, new PlanCompiler(running), new RowLayout(columns)).Compile(expression);
        return row => value(row);
    }

    private ExpressionCompiler Constants => new(running, this, RowLayout.None);

    private ExpressionCompiler Over(IReadOnlyList<KqlColumn> columns) => new(running, this, new RowLayout(columns));

    private ExpressionCompiler Over(KqlPlan input) => Over(input.Columns);

    private IEnumerable<object?[]> Scan(TableScan scan)
    {
        foreach (var row in running.Run.ReadTable(scan))
        {
            running.Check();
            yield return DynamicCells.Read(row, scan.Columns);
        }
    }

    private IEnumerable<object?[]> ReadExternal(ExternalData data)
    {
        var read = running.Run.ReadExternal
            ?? throw new KqlRunException(KqlCodes.ExternalDataRefused, $"The query reads '{string.Join("', '", data.Addresses)}', and external data is not allowed here.");
        foreach (var row in read(data))
        {
            running.Check();
            yield return DynamicCells.Read(row, data.Columns);
        }
    }

    private RowSource CompileInline(InlineTable table)
    {
        var constants = Constants;
        var cells = table.Rows.Select(r => constants.Compile(r)).ToList();
        return () => cells.Select(row => Array.ConvertAll(row, cell => cell([])));
    }

    private RowSource CompileFilter(Filter filter)
    {
        var input = Compile(filter.Input);
        var predicate = Over(filter.Input).Compile(filter.Predicate);
        return () => input().Where(row => predicate(row) is true);
    }

    private RowSource CompileProject(Project project)
    {
        var input = Compile(project.Input);
        var values = Over(project.Input).Compile(project.Items.Select(i => i.Value));
        return () => input().Select(row => Array.ConvertAll(values, value => value(row)));
    }

    private RowSource CompileTake(Take take)
    {
        var input = Compile(take.Input);
        var count = Constants.Compile(take.Count);
        return () => input().Take(RowCount(count([])));
    }

    private static int RowCount(object? count) => count switch
    {
        long and >= int.MaxValue => int.MaxValue,
        long number and >= 0 => (int)number,
        _ => throw new KqlRunException(KqlCodes.BadRunValue, $"A number of rows is zero or more; it is {(count is null ? "null" : KqlFormat.Text(count))}."),
    };

    private RowSource CompileUnion(Union union)
    {
        var sources = union.Tables.Select(t => Reordered(Compile(t), t.Columns, union.Columns)).ToList();
        return () => sources.SelectMany(source => source());
    }

    // Columns are brought into the wanted order by name; one that is missing is null.
    private static RowSource Reordered(RowSource source, IReadOnlyList<KqlColumn> from, IReadOnlyList<KqlColumn> to)
    {
        if (from.Select(c => c.Name).SequenceEqual(to.Select(c => c.Name)))
            return source;
        var layout = new RowLayout(from);
        int[] places = [.. to.Select(c => layout.Find(c.Name))];
        object?[] missing = [.. to.Select(c => Missing(c.Type))];
        return () => source().Select(row => Picked(row, places, missing));
    }

    private static object?[] Picked(object?[] row, int[] places, object?[] missing)
    {
        var picked = new object?[places.Length];
        for (var i = 0; i < places.Length; i++)
            picked[i] = places[i] < 0 ? missing[i] : row[places[i]];
        return picked;
    }

    /// <summary>What a cell of the type holds where there is no value.</summary>
    private static string? Missing(KqlType type) => type == KqlType.String ? "" : null;

    private RowSource CompileMaterialized(Materialized materialized)
    {
        var input = Compile(materialized.Input);
        var dependsOnGiven = DependsOnGiven(materialized.Input);
        return () => running.Materialize(materialized.Id, dependsOnGiven, input);
    }

    private RowSource CompileSample(Sample sample)
    {
        var input = Compile(sample.Input);
        var count = Constants.Compile(sample.Count);
        return () => Sampled(input, RowCount(count([])));
    }

    // Reservoir sampling: every row has the same chance to stay.
    private List<object?[]> Sampled(RowSource input, int count)
    {
        using var held = new HeldRows(running);
        var kept = new List<object?[]>();
        var seen = 0L;
        foreach (var row in input())
        {
            seen++;
            if (kept.Count < count)
            {
                held.Add(row);
                kept.Add(row);
            }
            else if (running.Run.Random.NextInt64(seen) is var place && place < count)
            {
                kept[(int)place] = row;
            }
        }

        return kept;
    }
}
