using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>Plug-ins about what comes after what along a timeline.</summary>
internal static class SequencePlugins
{
    private const int MostSamples = 128;

    public static readonly IReadOnlyDictionary<string, PluginBody> All = new Dictionary<string, PluginBody>
    {
        ["rolling_percentile"] = RollingPercentile,
        ["funnel_sequence"] = Funnel,
        ["funnel_sequence_completion"] = Completion,
    };

    // value, percentile, place, size of a bin, bins per window, dimensions
    private static IEnumerable<object?[]> RollingPercentile(PluginCall call)
    {
        var (value, place) = (call.Arguments[0].Value, call.Arguments[2].Value);
        var line = new Timeline(call.Arguments[2].Type, 0, call.Constant(3));
        var share = Math.Clamp(call.Real(1), 0, 100) / 100;
        var bins = Math.Max(1, call.Long(4));
        var dims = call.Arguments.Skip(5).Select(a => a.Value).ToArray();
        var groups = new OrderedGroups<SortedDictionary<long, List<object>>>(() => []);
        foreach (var row in call.Tables[0].Rows)
        {
            if (Timeline.Number(place(row)) is not { } at || value(row) is not { } found)
                continue;
            var windows = groups.At(Array.ConvertAll(dims, d => d(row)));
            var bin = line.Floor(at);
            if (!windows.TryGetValue(bin, out var values))
                windows[bin] = values = [];
            values.Add(found);
        }

        foreach (var (key, windows) in groups.InOrder)
        {
            foreach (var bin in windows.Keys)
            {
                call.CancellationToken.ThrowIfCancellationRequested();
                var first = bin - ((bins - 1) * line.Width);
                var values = windows.Where(w => w.Key >= first && w.Key <= bin).SelectMany(w => w.Value).Order(Comparer<object>.Create(KqlValues.Compare)).ToList();
                yield return [line.Value(bin), .. key, values[Math.Max(0, (int)Math.Ceiling(share * values.Count) - 1)]];
            }
        }
    }

    private readonly record struct State(long Time, string Name);

    // Each id's states in the order of time.
    private static IEnumerable<(object Id, List<State> States)> Walks(PluginCall call, int stateAt)
    {
        var (start, end) = (Timeline.Number(call.Constant(2)) ?? long.MinValue, Timeline.Number(call.Constant(3)) ?? long.MaxValue);
        var walks = new OrderedGroups<List<State>>(() => []);
        foreach (var row in call.Tables[0].Rows)
        {
            if (Timeline.Number(call.Arguments[1].Value(row)) is { } time && time >= start && time <= end && call.Arguments[0].Value(row) is { } id)
                walks.At([id]).Add(new State(time, (string)KqlConversion.ToText(call.Arguments[stateAt].Value(row))));
        }

        return walks.InOrder.Select(w => (w.Key[0]!, w.Group.OrderBy(s => s.Time).ToList()));
    }

    private static string[] Sequence(PluginCall call, int at) =>
        call.Constant(at) is object?[] names ? [.. names.Select(n => (string)KqlConversion.ToText(n))] : [];

    // id, time, start, end, longest time between two states, bin, state, sequence
    private static IEnumerable<object?[]> Funnel(PluginCall call)
    {
        var window = Timeline.Number(call.Constant(4)) ?? long.MaxValue;
        var line = new Timeline(call.Arguments[1].Type, Timeline.Number(call.Constant(2)) ?? 0, call.Constant(5));
        var sequence = Sequence(call, 7);
        var found = new OrderedGroups<HashSet<object>>(() => new HashSet<object>(ValueEquality.Exact));
        foreach (var (id, states) in Walks(call, 6))
        {
            for (var i = 0; sequence.Length > 0 && i + sequence.Length <= states.Count; i++)
            {
                call.CancellationToken.ThrowIfCancellationRequested();
                if (!IsAt(states, i, sequence, window))
                    continue;
                var end = i + sequence.Length;
                var previous = i > 0 && states[i].Time - states[i - 1].Time <= window ? states[i - 1].Name : "";
                var next = end < states.Count && states[end].Time - states[end - 1].Time <= window ? states[end].Name : "";
                found.At([line.Value(line.Floor(states[i].Time)), previous, next]).Add(id);
            }
        }

        return found.InOrder.OrderByDescending(f => f.Group.Count)
            .Select(f => (object?[])[.. f.Key, (long)f.Group.Count, f.Group.Take(MostSamples).Select(KqlConversion.ToDynamic).ToArray()]);
    }

    private static bool IsAt(List<State> states, int at, string[] sequence, long window)
    {
        for (var i = 0; i < sequence.Length; i++)
        {
            if (states[at + i].Name != sequence[i] || (i > 0 && states[at + i].Time - states[at + i - 1].Time > window))
                return false;
        }

        return true;
    }

    // id, time, start, end, bin, state, sequence, periods: how far along the sequence ids came within each period
    private static IEnumerable<object?[]> Completion(PluginCall call)
    {
        var line = new Timeline(call.Arguments[1].Type, Timeline.Number(call.Constant(2)) ?? 0, call.Constant(4));
        var sequence = Sequence(call, 6);
        var periods = call.Constant(7) is object?[] list ? list.Select(p => KqlConversion.To(p, KqlType.TimeSpan) as TimeSpan?).OfType<TimeSpan>().ToList() : [];
        var walks = Walks(call, 5).ToList();
        var reached = new SortedDictionary<long, Dictionary<(int Period, int State), HashSet<object>>>();
        foreach (var (id, states) in walks)
        {
            for (var i = 0; sequence.Length > 0 && i < states.Count; i++)
            {
                call.CancellationToken.ThrowIfCancellationRequested();
                if (states[i].Name != sequence[0])
                    continue;
                var bin = line.Floor(states[i].Time);
                if (!reached.TryGetValue(bin, out var counts))
                    reached[bin] = counts = [];
                for (var period = 0; period < periods.Count; period++)
                {
                    for (var state = Reached(states, i, sequence, periods[period].Ticks); state >= 0; state--)
                    {
                        if (!counts.TryGetValue((period, state), out var ids))
                            counts[(period, state)] = ids = new HashSet<object>(ValueEquality.Exact);
                        ids.Add(id);
                    }
                }
            }
        }

        return reached.SelectMany(r => periods.SelectMany((period, p) => sequence.Select((state, s) => (object?[])
            [line.Value(r.Key), state, period, (long)(r.Value.GetValueOrDefault((p, s))?.Count ?? 0)])));
    }

    private static int Reached(List<State> states, int first, string[] sequence, long period)
    {
        var state = 0;
        for (var i = first + 1; i < states.Count && state + 1 < sequence.Length && states[i].Time - states[first].Time <= period; i++)
        {
            if (states[i].Name == sequence[state + 1])
                state++;
        }

        return state;
    }
}
