using Picket.Kql;
using Xunit;

namespace Picket.Tests.Kql.Functions;

/// <summary>Runs a query over no tables in the evaluator.</summary>
internal static class Evaluated
{
    /// <summary>The rows, cells parted by <c>|</c> and rows by <c>/</c>; null reads <c>null</c>.</summary>
    public static string Rows(string kql) => string.Join('/', Run(kql).Select(row => string.Join('|', row.Select(c => c is null ? "null" : KqlFormat.Text(c)))));

    /// <summary>The names of the result's columns.</summary>
    public static string Columns(string kql) => string.Join(' ', KqlDatabase.Compile(kql).Columns.Select(c => c.Name));

    /// <summary>The only cell of the only row.</summary>
    public static object? Value(string kql) => Assert.Single(Assert.Single(Run(kql)));

    private static IEnumerable<object?[]> Run(string kql) =>
        KqlEvaluator.Run(KqlDatabase.Compile(kql), new KqlRun { ReadTable = _ => [], CancellationToken = TestContext.Current.CancellationToken });
}
