namespace Picket.Kql;

/// <summary>What the query's <c>set</c> statements ask of the run; null where it asks nothing.</summary>
public sealed record KqlOptions
{
    /// <summary><c>set notruncation</c>: the whole result, however large.</summary>
    public bool IsTruncationOff { get; init; }

    /// <summary><c>set truncationmaxrecords</c>: the most rows of the result.</summary>
    public long? MaxRecords { get; init; }

    /// <summary><c>set truncationmaxsize</c>: the largest result, in bytes.</summary>
    public long? MaxSize { get; init; }

    /// <summary><c>set query_take_max_records</c>: the most rows, cut off without a word.</summary>
    public long? TakeMaxRecords { get; init; }

    /// <summary><c>set servertimeout</c>: how long the query may run.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary><c>set norequesttimeout</c>: as long as the server allows at all.</summary>
    public bool IsTimeoutOff { get; init; }

    /// <summary><c>set query_now</c>: what <c>now()</c> is.</summary>
    public DateTime? Now { get; init; }

    /// <summary><c>set best_effort</c>: tables that cannot be read are left out.</summary>
    public bool IsBestEffort { get; init; }
}
