using System.Collections.Concurrent;
using Picket.Kql;

namespace Picket.Storage.DuckDb.Functions;

/// <summary>The functions of the queries that run, by the numbers their SQL calls them by; for the whole process, as engines may share threads.</summary>
internal static class FunctionNumbers
{
    private static readonly ConcurrentDictionary<long, LentFunction> Running = new();
    private static long _last;

    /// <summary>The function of a number; null once its query has ended.</summary>
    public static LentFunction? Find(long number) => Running.GetValueOrDefault(number);

    /// <summary>Puts a query's functions in; their numbers stand in <see cref="FunctionLease.Values"/>, in the place of each function.</summary>
    public static FunctionLease Lend(IReadOnlyList<object> parameters, CancellationToken cancellationToken)
    {
        var values = new object[parameters.Count];
        var numbers = new List<long>();
        var lease = new FunctionLease(values, numbers);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = parameters[i];
            if (parameters[i] is not DuckDbFunction function)
                continue;
            var number = Interlocked.Increment(ref _last);
            Running[number] = new LentFunction(function, lease, cancellationToken);
            numbers.Add(number);
            values[i] = number;
        }

        return lease;
    }

    public static void Return(IReadOnlyList<long> numbers)
    {
        foreach (var number in numbers)
            Running.TryRemove(number, out _);
    }
}

/// <summary>A function while its query runs. The engine itself looks only between vectors of rows whether the query is cancelled.</summary>
internal sealed record LentFunction(DuckDbFunction Function, FunctionLease Lease, CancellationToken CancellationToken);

/// <summary>Holds the functions of a query for as long as it runs.</summary>
internal sealed class FunctionLease(IReadOnlyList<object> values, IReadOnlyList<long> numbers) : IDisposable
{
    /// <summary>What travels beside the SQL.</summary>
    public IReadOnlyList<object> Values => values;

    /// <summary>The bound that a function hit; the engine passes on no more than its words.</summary>
    public KqlRunException? Failure { get; set; }

    public void Dispose() => FunctionNumbers.Return(numbers);
}
