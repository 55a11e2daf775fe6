using System.Globalization;
using Picket.Core;

namespace Picket.Pipeline.Reporting.Checks;

/// <summary>The figures of one pass over the period, by column name.</summary>
internal sealed class AuditSummary(IReadOnlyDictionary<string, long> figures, DateTime? newest)
{
    /// <summary>Records of the period.</summary>
    public long Records => Figure("Records");

    /// <summary>Records that lack at least one of the six fields.</summary>
    public long Incomplete => Figure("Incomplete");

    /// <summary>Time of the newest record of the period; null when there is none.</summary>
    public DateTime? Newest => newest;

    /// <summary>How many records are of a class.</summary>
    public long Count(string eventClass) => Figure("N" + eventClass);

    /// <summary>How many of them lack at least one of the six fields.</summary>
    public long IncompleteOf(string eventClass) => Figure("I" + eventClass);

    /// <summary>How many records lack a field.</summary>
    public long Lacking(RecordField field) => Figure("N" + field.Name);

    public static AuditSummary From(QueryResult result)
    {
        var figures = new Dictionary<string, long>(StringComparer.Ordinal);
        DateTime? newest = null;
        if (result.Rows is not [{ } row, ..]) return new(figures, newest);
        foreach (var (column, cell) in result.Columns.Zip(row))
        {
            if (cell is DateTime time) newest = time;
            else if (cell is not null) figures[column.Name] = Convert.ToInt64(cell, CultureInfo.InvariantCulture);
        }

        return new(figures, newest);
    }

    private long Figure(string name) => figures.GetValueOrDefault(name);
}
