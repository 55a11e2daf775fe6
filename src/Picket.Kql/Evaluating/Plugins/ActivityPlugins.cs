using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>Who is active, new, retained or lost, window by window. The first arguments are id, time, start and end.</summary>
internal static class ActivityPlugins
{
    public static readonly IReadOnlyDictionary<string, PluginBody> All = new Dictionary<string, PluginBody>
    {
        ["activity_counts_metrics"] = Counts,
        ["activity_engagement"] = Engagement,
        ["activity_metrics"] = Metrics,
        ["new_activity_metrics"] = NewMetrics,
        ["active_users_count"] = ActiveUsers,
        ["session_count"] = Sessions,
        ["sliding_window_counts"] = SlidingCounts,
    };

    private static HashSet<object> NewSet() => new(ValueEquality.Exact);

    // window
    private static IEnumerable<object?[]> Counts(PluginCall call)
    {
        var seen = SeenRows.Of(call, windowAt: 4, dimsAt: 5);
        foreach (var (dims, rows) in seen.Groups)
        {
            var counts = rows.Where(seen.IsWithin).GroupBy(r => seen.Line.Floor(r.Time)).ToDictionary(g => g.Key, g => g.LongCount());
            var all = NewSet();
            foreach (var (window, ids) in seen.ByWindow(rows))
            {
                var before = all.Count;
                all.UnionWith(ids);
                yield return [seen.Line.Value(window), .. dims, counts[window], (long)ids.Count, (long)(all.Count - before), (long)all.Count];
            }
        }
    }

    // inner window, outer window
    private static IEnumerable<object?[]> Engagement(PluginCall call)
    {
        var seen = SeenRows.Of(call, windowAt: 4, dimsAt: 6);
        var outer = Math.Max(1, Timeline.Number(call.Constant(5)) ?? 1);
        foreach (var (dims, rows) in seen.Groups)
        {
            foreach (var (window, ids) in seen.ByWindow(rows))
            {
                var next = seen.Line.Next(window);
                var around = NewSet();
                around.UnionWith(rows.Where(r => r.Time < next && r.Time >= next - outer).Select(r => r.Id));
                yield return [seen.Line.Value(window), (long)ids.Count, (long)around.Count, (double)ids.Count / around.Count, .. dims];
            }
        }
    }

    // window
    private static IEnumerable<object?[]> Metrics(PluginCall call)
    {
        var seen = SeenRows.Of(call, windowAt: 4, dimsAt: 5);
        foreach (var (dims, rows) in seen.Groups)
        {
            var windows = seen.ByWindow(rows);
            foreach (var (window, ids) in windows)
            {
                var before = windows.GetValueOrDefault(seen.Line.Floor(window - 1)) ?? NewSet();
                var stayed = ids.Count(before.Contains);
                yield return
                [
                    seen.Line.Value(window), (long)ids.Count, (long)(ids.Count - stayed), (double)stayed / before.Count,
                    (double)(before.Count - stayed) / before.Count, .. dims,
                ];
            }
        }
    }

    // window, cohort (may be null); a second table holds ids that are not new
    private static IEnumerable<object?[]> NewMetrics(PluginCall call)
    {
        var seen = SeenRows.Of(call, windowAt: 4, dimsAt: 6);
        var only = Timeline.Number(call.Constant(5)) is { } cohort ? seen.Line.Floor(cohort) : (long?)null;
        var known = NewSet();
        if (call.Tables.Count > 1)
            known.UnionWith(call.Tables[1].Rows.SelectMany(r => r).OfType<object>());
        foreach (var (dims, rows) in seen.Groups)
        {
            var windows = seen.ByWindow(rows);
            var before = NewSet();
            before.UnionWith(known);
            foreach (var (from, ids) in windows)
            {
                var fresh = NewSet();
                fresh.UnionWith(ids.Where(id => !before.Contains(id)));
                var earlier = NewSet();
                earlier.UnionWith(before);
                before.UnionWith(ids);
                if (fresh.Count == 0 || (only is not null && only != from))
                    continue;
                foreach (var to in seen.Line.Windows(from, seen.End))
                {
                    var there = windows.GetValueOrDefault(to) ?? NewSet();
                    var retained = there.Count(fresh.Contains);
                    var others = to == from ? fresh.Count : there.Count(id => !before.Contains(id));
                    yield return
                    [
                        seen.Line.Value(from), seen.Line.Value(to), (long)others, (long)retained, (long)(fresh.Count - retained),
                        (double)retained / fresh.Count, (double)(fresh.Count - retained) / fresh.Count, .. dims,
                    ];
                }
            }
        }
    }

    // lookback, period, least periods, bin: who was seen in enough periods of the time before, at the time he was seen
    private static IEnumerable<object?[]> ActiveUsers(PluginCall call)
    {
        var seen = SeenRows.Of(call, windowAt: 7, dimsAt: 8);
        var lookback = Timeline.Number(call.Constant(4)) ?? 0;
        var periods = new Timeline(call.Arguments[1].Type, seen.Start, call.Constant(5));
        var least = call.Long(6);
        foreach (var (dims, rows) in seen.Groups)
        {
            var active = new SortedDictionary<long, HashSet<object>>();
            foreach (var user in rows.GroupBy(r => r.Id, ValueEquality.Exact))
            {
                var times = user.Select(r => r.Time).ToList();
                var first = 0;
                for (var i = 0; i < times.Count; i++)
                {
                    call.CancellationToken.ThrowIfCancellationRequested();
                    while (times[first] <= times[i] - lookback)
                        first++;
                    var (from, count) = (first, i - first + 1);
                    if (times[i] < seen.Start || times[i] > seen.End || times.Skip(from).Take(count).Select(periods.Floor).Distinct().Count() < least)
                        continue;
                    var bin = seen.Line.Floor(times[i]);
                    if (!active.TryGetValue(bin, out var ids))
                        active[bin] = ids = NewSet();
                    ids.Add(user.Key!);
                }
            }

            foreach (var (bin, ids) in active)
                yield return [seen.Line.Value(bin), .. dims, (long)ids.Count];
        }
    }

    // bin, lookback: a session starts where the id was not seen within the lookback
    private static IEnumerable<object?[]> Sessions(PluginCall call)
    {
        var seen = SeenRows.Of(call, windowAt: 4, dimsAt: 6);
        var lookback = Timeline.Number(call.Constant(5)) ?? 0;
        foreach (var (dims, rows) in seen.Groups)
        {
            var last = new Dictionary<object, long>(ValueEquality.Exact);
            var counts = new SortedDictionary<long, long>();
            foreach (var (id, time) in rows)
            {
                var isNew = !last.TryGetValue(id, out var before) || time - before > lookback;
                last[id] = time;
                if (!seen.IsWithin(new Seen(id, time)))
                    continue;
                var bin = seen.Line.Floor(time);
                counts[bin] = counts.GetValueOrDefault(bin) + (isNew ? 1 : 0);
            }

            foreach (var (bin, count) in counts)
                yield return [seen.Line.Value(bin), .. dims, count];
        }
    }

    // lookback, bin
    private static IEnumerable<object?[]> SlidingCounts(PluginCall call)
    {
        var seen = SeenRows.Of(call, windowAt: 5, dimsAt: 6);
        var lookback = Timeline.Number(call.Constant(4)) ?? 0;
        foreach (var (dims, rows) in seen.Groups)
        {
            foreach (var window in seen.Line.Windows(seen.Start, seen.End))
            {
                var next = seen.Line.Next(window);
                var inside = rows.Where(r => r.Time < next && r.Time >= next - lookback).ToList();
                if (inside.Count > 0)
                    yield return [seen.Line.Value(window), .. dims, (long)inside.Count, inside.Select(r => r.Id).Distinct(ValueEquality.Exact).LongCount()];
            }
        }
    }
}
