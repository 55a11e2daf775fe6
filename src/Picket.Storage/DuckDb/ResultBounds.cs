using System.Globalization;
using Picket.Core;

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
