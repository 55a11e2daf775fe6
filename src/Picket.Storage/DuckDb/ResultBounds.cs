using System.Globalization;
using Picket.Core;
using Picket.Kql;

namespace Picket.Storage.DuckDb;

/// <summary>How much of a result is given back, and what is said of the rest.</summary>
internal static class ResultBounds
{
    // A number or a time as text, about.
    private const int PlainCell = 8;

    /// <summary>A row's size in bytes, near enough for a bound.</summary>
    public static long SizeOf(IReadOnlyList<object?> row)
    {
        var size = 0L;
        foreach (var cell in row)
        {
            size += cell switch
            {
                string text => text.Length,
                JsonText json => json.Value.Length,
                null => 0,
                _ => PlainCell,
            };
        }

        return size;
    }

    /// <summary>The request with what the query's own <c>set</c> statements narrow.</summary>
    public static QueryRequest Narrowed(QueryRequest request, KqlOptions options) => request with
    {
        MaxRows = (int)Math.Min(request.MaxRows, options.MaxRecords ?? long.MaxValue),
        MaxBytes = Math.Min(request.MaxBytes, options.MaxSize ?? long.MaxValue),
        Timeout = options.Timeout is { } time && time > TimeSpan.Zero && time < request.Timeout ? time : request.Timeout,
    };

    /// <summary>What the compiler warns of, and what a <c>set</c> statement asks and does not get: the bounds are for whoever runs the server to lift.</summary>
    public static IEnumerable<string> WarningsOf(KqlCompilation compiled)
    {
        foreach (var warning in compiled.Warnings)
            yield return $"{warning.Code} ({warning.Line}:{warning.Column}): {warning.Message}";
        var options = compiled.Options;
        if (options.IsTruncationOff)
            yield return "'set notruncation' does not lift the limits of a result here: 'query.maxRows' and 'query.maxBytes' of the configuration do.";
        if (options.IsTimeoutOff)
            yield return "'set norequesttimeout' does not lift the limit of time here: 'query.timeout' of the configuration does.";
    }

    /// <summary>Which bound a result was cut at; empty when it is whole.</summary>
    public static string Of(QueryRequest request, int rows, bool isFull) => (isFull, rows > request.MaxRows) switch
    {
        (true, _) => string.Create(CultureInfo.InvariantCulture,
            $"The result is truncated: it is larger than {new ByteSize(request.MaxBytes)}, and only its first {Math.Min(rows, request.MaxRows):N0} rows are given. Project fewer columns, summarize, or narrow the time."),
        (_, true) => string.Create(CultureInfo.InvariantCulture,
            $"The result is truncated: it has more than {request.MaxRows:N0} rows, and only these are given. Summarize, narrow the time, or ask for more rows."),
        _ => "",
    };
}
