using System.Collections.Concurrent;
using Picket.Kql;

namespace Picket.Storage.DuckDb.Functions;

/// <summary>The functions of the queries that run, by the numbers their SQL calls them by; for the whole process, as engines may share threads.</summary>
internal static class FunctionNumbers
{
    private static readonly ConcurrentDictionary<long, DuckDbFunction> Running = new();
    private static long _last;

    /// <summary>The function of a number; null once its query has ended.</summary>
    public static DuckDbFunction? Find(long number) => Running.GetValueOrDefault(number);

    /// <summary>Puts a query's functions in; their numbers stand in <see cref="FunctionLease.Values"/>, in the place of each function.</summary>
    public static FunctionLease Lend(IReadOnlyList<object> parameters)
    {
        var values = new object[parameters.Count];
        var numbers = new List<long>();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = parameters[i];
            if (parameters[i] is not DuckDbFunction function)
                continue;
            var number = Interlocked.Increment(ref _last);
            Running[number] = function;
            numbers.Add(number);
            values[i] = number;
        }

        return new FunctionLease(values, numbers);
    }

    public static void Return(IReadOnlyList<long> numbers)
    {
        foreach (var number in numbers)
            Running.TryRemove(number, out _);
    }
}

/// <summary>Holds the functions of a query for as long as it runs.</summary>
internal sealed class FunctionLease(IReadOnlyList<object> values, IReadOnlyList<long> numbers) : IDisposable
{
    /// <summary>What travels beside the SQL.</summary>
    public IReadOnlyList<object> Values => values;

    public void Dispose() => FunctionNumbers.Return(numbers);
}
