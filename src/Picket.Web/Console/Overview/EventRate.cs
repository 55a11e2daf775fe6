using System.Globalization;
using Picket.Core;

namespace Picket.Web.Console.Overview;

/// <summary>Audit events per hour over the last day, oldest first.</summary>
public sealed record EventRate(IReadOnlyList<long> PerHour)
{
    /// <summary>How many hours are counted.</summary>
    public const int Hours = 24;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Events in all hours.</summary>
    public long Total => PerHour.Sum();

    /// <summary>Counts them; null when the store cannot say in time.</summary>
    public static async Task<EventRate?> ReadAsync(IOperations operations, DateTime now, CancellationToken cancellationToken)
    {
        var start = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerHour, DateTimeKind.Utc).AddHours(1 - Hours);
        var request = new QueryRequest(
            $"AKSAudit | where TimeGenerated >= {Parts.KqlText.Literal(start)} | summarize Events = count() by Hour = bin(TimeGenerated, 1h)")
        {
            MaxRows = 10 * Hours, Timeout = Timeout, Now = now,
        };
        try
        {
            return Spread(await operations.QueryAsync(request, cancellationToken), start);
        }
        catch (QueryException)
        {
            // A store too busy or a language too young to count still has an overview to show.
            return null;
        }
    }

    private static EventRate Spread(QueryResult result, DateTime start)
    {
        var hourColumn = result.Columns[0].Type == "datetime" ? 0 : 1;
        var perHour = new long[Hours];
        foreach (var row in result.Rows)
        {
            if (row[hourColumn] is DateTime hour && (int)Math.Floor((hour - start).TotalHours) is >= 0 and < Hours and var index)
            {
                perHour[index] += Convert.ToInt64(row[1 - hourColumn], CultureInfo.InvariantCulture);
            }
        }

        return new(perHour);
    }
}
