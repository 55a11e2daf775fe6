namespace Picket.Kql.Binding.Library;

/// <summary>Averages of values weighted by how long they held.</summary>
internal static class TimeLibrary
{
    public static readonly IReadOnlyList<LibraryFunction> Definitions =
    [
        new("time_weighted_avg_fl", Average("tw_sum = sum(_from_val * _len)", "_val")),
        new("time_weighted_avg2_fl", Average("tw_sum = sum((_from_val + _till_val) / 2 * _len)", "iff(_is_same, next(_val), _val)")),
    ];

    // Each value reaches to the next one of its key, the last to the end of its bin; what of that lies in a bin counts for it.
    private static string Average(string sum, string nextValue) =>
        $$"""
        (tbl: (*), t_col: string, y_col: string, key_col: string, stime: datetime, etime: datetime, dt: timespan)
        {
            tbl
            | project _at = column_ifexists(t_col, datetime(null)), _val = todouble(column_ifexists(y_col, real(null))), _key = column_ifexists(key_col, '')
            | where _at between (stime .. etime)
            | order by _key asc, _at asc
            | extend _is_same = next(_key) == _key
            | extend _to = iff(_is_same, next(_at), bin_at(etime, dt, stime) + dt), _to_val = {{nextValue}}
            | where _to > _at
            | mv-expand _ts = range(bin_at(_at, dt, stime), _to - 1tick, dt) to typeof(datetime)
            | extend _from = max_of(_at, _ts), _till = min_of(_to, _ts + dt)
            | extend _len = todouble((_till - _from) / 1s), _slope = (_to_val - _val) / ((_to - _at) / 1s)
            | extend _from_val = _val + _slope * ((_from - _at) / 1s), _till_val = _val + _slope * ((_till - _at) / 1s)
            | summarize {{sum}}, tw_len = sum(_len) by _ts, _key
            | project _ts, _key, tw_avg = tw_sum / tw_len
        }
        """;
}
