using Picket.Kql.Evaluating.Aggregates;
using Picket.Kql.Functions;
using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class PlanCompiler
{
    /// <summary>The most bins of one series.</summary>
    private const int MostBins = CollectionLimit.Largest;

    // A cell of a series that nothing falls into: the place of its gatherer, and the default in the result.
    private const int CellSize = 2 * sizeof(long);

    private RowSource CompileMakeSeries(MakeSeries series)
    {
        var input = Compile(series.Input);
        var over = Over(series.Input);
        var constants = Constants;
        var step = new SeriesStep(
            over.Compile(series.Keys.Select(k => k.Value)),
            over.Compile(series.On.Value),
            [.. series.Items.Select(i => Compile(i.Aggregate, over))],
            [.. series.Items.Select(i => constants.Compile(i.Default))],
            series.From is null ? null : constants.Compile(series.From),
            series.To is null ? null : constants.Compile(series.To),
            constants.Compile(series.Step),
            series is { IsNonEmpty: true, Keys.Count: 0, From: not null, To: not null });
        return () => Series(input, step);
    }

    private sealed record SeriesStep(
        RowValue[] Keys, RowValue On, CompiledAggregate[] Items, RowValue[] Defaults, RowValue? From, RowValue? To, RowValue Step, bool IsNeverEmpty);

    private IEnumerable<object?[]> Series(RowSource input, SeriesStep step)
    {
        using var held = new HeldRows(running);
        var width = step.Step([]);
        if (Axis(width) is not > 0)
            throw new KqlRunException(KqlCodes.BadRunValue, "The step of 'make-series' is larger than zero.");
        var rows = new List<(object?[] Row, object On)>();
        foreach (var row in input())
        {
            // What has no bin, at the end of its type's range, is left out as a missing value is.
            if (step.On(row) is not { } on || (step.From is null ? BinFunctions.Floor(on, width!) : on) is not { } place)
                continue;
            held.Add(row);
            rows.Add((row, place));
        }

        if (rows.Count == 0 && !step.IsNeverEmpty)
            yield break;
        var bins = Bins(step, width!, rows.ConvertAll(r => r.On));
        var groups = new OrderedGroups<Accumulator?[][]>(() => Array.ConvertAll(step.Items, _ => new Accumulator?[bins.Count]));
        if (step.IsNeverEmpty)
            groups.At([]);
        foreach (var (row, on) in rows)
        {
            running.Check();
            var accumulators = groups.At(Array.ConvertAll(step.Keys, k => k(row)), out var isNew);
            if (isNew)
                held.Add(1, bins.Count * step.Items.Length * CellSize);
            if (bins.Find(on) is not (>= 0 and var bin))
                continue;
            for (var i = 0; i < step.Items.Length; i++)
                step.Items[i].Add(accumulators[i][bin] ??= step.Items[i].Make(), row, held);
        }

        var axis = bins.Starts();
        object?[] defaults = [.. step.Defaults.Select(d => KqlConversion.ToDynamic(d([])))];
        foreach (var (key, accumulators) in groups.InOrder)
        {
            object?[] made = [.. key, .. accumulators.Select((a, i) => Array.ConvertAll(a, cell => cell is null ? defaults[i] : KqlConversion.ToDynamic(cell.Result))), axis];
            yield return made;
        }
    }

    private static SeriesBins Bins(SeriesStep step, object width, List<object> values)
    {
        var (from, to) = (step.From?.Invoke([]), step.To?.Invoke([]));
        var start = from ?? values.MinBy(v => v, Comparer<object>.Create(KqlValues.Compare))!;
        var last = to ?? values.MaxBy(v => v, Comparer<object>.Create(KqlValues.Compare))!;
        var bins = new SeriesBins(start, width, SeriesBins.CountOf(start, last, width, isLastIncluded: to is null));
        return bins.Count <= MostBins ? bins : throw new KqlRunException(KqlCodes.BadRunValue, $"'make-series' would make more than {MostBins} bins.");
    }

    private static double? Axis(object? value) => KqlConversion.To(value, KqlType.Real) as double?;
}

/// <summary>Bins of one width, one after another.</summary>
internal sealed class SeriesBins(object start, object width, long count)
{
    public long Count => count;

    public static long CountOf(object start, object last, object width, bool isLastIncluded)
    {
        if (start is double from)
        {
            var bins = (System.Convert.ToDouble(last, null) - from) / System.Convert.ToDouble(width, null);
            return bins < 0 ? 0 : (long)(isLastIncluded ? Math.Floor(bins) + 1 : Math.Ceiling(bins));
        }

        var distance = (Int128)Ticks(last) - Ticks(start);
        var size = Ticks(width);
        var whole = isLastIncluded ? (distance / size) + 1 : (distance + size - 1) / size;
        return distance < 0 ? 0 : (long)Int128.Min(whole, long.MaxValue);
    }

    /// <summary>The bin a value is in; -1 where it is in none.</summary>
    public int Find(object value)
    {
        if (start is double from)
        {
            var place = Math.Floor((System.Convert.ToDouble(value, null) - from) / System.Convert.ToDouble(width, null));
            return place >= 0 && place < count ? (int)place : -1;
        }

        var distance = (Int128)Ticks(value) - Ticks(start);
        var bin = distance / Ticks(width);
        return distance >= 0 && bin < count ? (int)bin : -1;
    }

    /// <summary>Where the bins start, as dynamic values.</summary>
    public object?[] Starts()
    {
        var starts = new object?[count];
        for (var i = 0; i < starts.Length; i++)
            starts[i] = KqlConversion.ToDynamic(Start(i));
        return starts;
    }

    private object? Start(int bin) => start switch
    {
        double from => from + (bin * System.Convert.ToDouble(width, null)),
        DateTime from => ArithmeticValues.Compute(Arithmetic.Add, from, new TimeSpan(bin * Ticks(width))),
        TimeSpan from => new TimeSpan(from.Ticks + (bin * Ticks(width))),
        _ => Ticks(start) + (bin * Ticks(width)),
    };

    private static long Ticks(object value) => value switch
    {
        DateTime time => time.Ticks,
        TimeSpan span => span.Ticks,
        int number => number,
        long number => number,
        _ => throw new InvalidOperationException($"A series has no axis of {value.GetType().Name}."),
    };
}
