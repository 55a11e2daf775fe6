using System.Globalization;
using Picket.Kql;
using Xunit;

namespace Picket.Tests.Kql.Evaluating;

/// <summary>Runs KQL in the evaluator: rows parted by <c>/</c>, cells by <c>|</c>; null reads <c>null</c>.</summary>
internal static class EvaluatedRows
{
    public static string Run(string kql) => Run(kql, new KqlRun { ReadTable = _ => [] });

    public static string Run(string kql, KqlRun run)
    {
        var rows = KqlEvaluator.Run(KqlDatabase.Compile(kql), run with { CancellationToken = TestContext.Current.CancellationToken });
        return string.Join('/', rows.Select(row => string.Join('|', row.Select(Show))));
    }

    /// <summary>The names and rows of a table.</summary>
    public static string RunWithNames(string kql) =>
        $"{string.Join('|', KqlDatabase.Compile(kql).Columns.Select(c => c.Name))}: {Run(kql)}";

    private static string Show(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
