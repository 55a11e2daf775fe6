namespace Picket.Kql.Evaluating.Plugins;

/// <summary>That an id was seen at a place of the timeline.</summary>
internal readonly record struct Seen(object Id, long Time);

/// <summary>The rows of a plug-in about activity: who was seen when, per combination of dimensions, in the order of time.</summary>
internal sealed class SeenRows
{
    private SeenRows(Timeline line, long start, long end, IReadOnlyList<(object?[] Dims, List<Seen> Rows)> groups)
    {
        Line = line;
        Start = start;
        End = end;
        Groups = groups;
    }

    public Timeline Line { get; }

    public long Start { get; }

    public long End { get; }

    public IReadOnlyList<(object?[] Dims, List<Seen> Rows)> Groups { get; }

    /// <summary>
    /// Reads rows of a call whose first arguments are id, time, start and end; the window is at <paramref name="windowAt"/> and the dimensions
    /// follow <paramref name="dimsAt"/>. Without start and end the rows themselves bound the line.
    /// </summary>
    public static SeenRows Of(PluginCall call, int windowAt, int dimsAt)
    {
        var (id, time) = (call.Arguments[0].Value, call.Arguments[1].Value);
        var dims = call.Arguments.Skip(dimsAt).Select(a => a.Value).ToArray();
        var groups = new OrderedGroups<List<Seen>>(() => []);
        long? first = null, last = null;
        foreach (var row in call.Tables[0].Rows)
        {
            call.CancellationToken.ThrowIfCancellationRequested();
            if (id(row) is not { } who || Timeline.Number(time(row)) is not { } when)
                continue;
            (first, last) = (Math.Min(first ?? when, when), Math.Max(last ?? when, when));
            groups.At(Array.ConvertAll(dims, d => d(row))).Add(new Seen(who, when));
        }

        var window = call.Constant(windowAt);
        var type = call.Arguments[1].Type;
        var start = Timeline.Number(call.Constant(2)) ?? new Timeline(type, 0, window).Floor(first ?? 0);
        var end = Timeline.Number(call.Constant(3)) ?? last ?? start;
        foreach (var (_, rows) in groups.InOrder)
            rows.Sort((a, b) => a.Time.CompareTo(b.Time));
        return new SeenRows(new Timeline(type, start, window), start, end, groups.InOrder);
    }

    public bool IsWithin(Seen seen) => seen.Time >= Start && seen.Time <= End;

    /// <summary>The ids seen in each window between start and end that has any.</summary>
    public SortedDictionary<long, HashSet<object>> ByWindow(List<Seen> rows)
    {
        var windows = new SortedDictionary<long, HashSet<object>>();
        foreach (var seen in rows.Where(IsWithin))
        {
            var window = Line.Floor(seen.Time);
            if (!windows.TryGetValue(window, out var ids))
                windows[window] = ids = new HashSet<object>(Values.ValueEquality.Exact);
            ids.Add(seen.Id);
        }

        return windows;
    }
}
