using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Picket.Kql;
using Picket.Kql.Events;

namespace Picket.Tests.Kql.Events;

/// <summary>An event for tests: text as UTF-8, a body as JSON, and values that may be missing.</summary>
internal sealed record Visit(string Who, string Path, long? Count = null, double? Took = null, bool? Ok = null, DateTime? At = null, string Body = "", string UserName = "", long? Code = null)
{
    /// <summary>All kinds of missing, empty, long and foreign texts.</summary>
    public static IReadOnlyList<Visit> Samples { get; } =
    [
        new("ann", "/api/v1/pods/web-1/exec", 3, 1.5, true, Day(1), """{"user":{"name":"Ann","groups":["dev","ops"]},"code":201,"tags":[]}""", "Ann", 201),
        new("Bob", "/api/v1/secrets", -7, 0, false, Day(2), """{"user":{"name":""},"code":0}"""),
        new("", "", null, null, null, null),
        new("ANN", "/healthz", 0, double.NaN, true, Day(3), "[1,2,3]"),
        new("José", "/Ä/exécute/ſtraße", long.MaxValue, -1e300, null, Day(4).AddTicks(7), """{"user":{"name":"José \"el\" Niño"},"code":null}""", "José \"el\" Niño"),
        new("K-elvin", new string('x', 600) + "/exec", 12, 2, false, Day(5), """{ "user" : { "name" : "root" } , "code" : 403, "note":"a\u0062c" }""", "root", 403),
        new("system:node:n1", "executable", 1, 1, true, Day(6), """{"user":null,"code":"403"}"""),
        new("a_b", new string('é', 70_000) + " exec end", 5, 5.25, true, Day(7), "\"only text\""),
        new("ann.lee", "/api/v1/pods?exec=1", 3, 1.5, false, Day(8), "not json"),
        new("no-body", "EXEC", 4, 4, true, Day(9), """{"user":{"groups":{"a":1}},"code":404.0}"""),
    ];

    private static DateTime Day(int day) => new(2026, 11, day, 8, 30, 0, DateTimeKind.Utc);
}

/// <summary>Visits as rows of a table, with short ways to two places in the body.</summary>
internal sealed class VisitShape : IKqlEventShape<Visit>, IKqlCatalog
{
    private static readonly Dictionary<string, (KqlType Type, KqlEventField<Visit> Field, Func<Visit, object?> Cell)> Fields = new(StringComparer.Ordinal)
    {
        ["TimeGenerated"] = (KqlType.DateTime, new ValueField<Visit>(v => v.At), v => v.At),
        ["Who"] = (KqlType.String, Utf8(v => v.Who), v => v.Who),
        ["Path"] = (KqlType.String, Utf8(v => v.Path), v => v.Path),
        ["Host"] = (KqlType.String, new ValueField<Visit>(_ => "web"), _ => "web"),
        ["Count"] = (KqlType.Long, new ValueField<Visit>(v => v.Count), v => v.Count),
        ["Took"] = (KqlType.Real, new ValueField<Visit>(v => v.Took), v => v.Took),
        ["Ok"] = (KqlType.Bool, new ValueField<Visit>(v => v.Ok), v => v.Ok),
        ["Body"] = (KqlType.Dynamic, Utf8(v => v.Body), v => v.Body.Length == 0 ? null : v.Body),
    };

    public KqlTable Table { get; } = new("Visits", [.. Fields.Select(f => new KqlColumn(f.Key, f.Value.Type))]);

    public IEnumerable<string> TableNames => ["Visits", "Others"];

    /// <summary>The row a store would hold.</summary>
    public static object?[] Row(Visit visit, IReadOnlyList<KqlColumn> columns) => [.. columns.Select(c => Fields[c.Name].Cell(visit))];

    public KqlEventField<Visit>? Field(string column, IReadOnlyList<PathStep> path) => (column, path) switch
    {
        (_, []) => Fields[column].Field,
        ("Body", [{ Property: "user" }, { Property: "name" }]) => Utf8(v => v.UserName),
        ("Body", [{ Property: "code" }]) => new ValueField<Visit>(v => v.Code),
        _ => null,
    };

    public bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table)
    {
        table = name switch
        {
            "Visits" => Table,
            "Others" => new KqlTable("Others", [new KqlColumn("Who", KqlType.String)]),
            _ => null,
        };
        return table is not null;
    }

    private static Utf8Field<Visit> Utf8(Func<Visit, string> text) => new(v => Encoding.UTF8.GetBytes(text(v)));
}

/// <summary>Runs a query event by event, and over the same events as rows.</summary>
internal static class Visits
{
    private static readonly VisitShape Shape = new();

    public static KqlPlan Plan(string kql)
    {
        var compilation = KqlCompiler.Compile(kql, Shape, new DateTime(2026, 11, 8, 9, 0, 0, DateTimeKind.Utc));
        Assert.True(compilation.Plan is not null, string.Join('\n', compilation.Diagnostics));
        return compilation.Plan;
    }

    public static KqlEventQuery<Visit> Query(string kql)
    {
        Assert.True(KqlEventQuery.TryCompile(Plan(kql), Shape, out var query, out var reason), reason);
        return query;
    }

    public static string? Refusal(string kql) => KqlEventQuery.TryCompile(Plan(kql), Shape, out _, out var reason) ? null : reason;

    /// <summary>The numbers of the samples a query gives a row for.</summary>
    public static string Matching(string kql)
    {
        var query = Query(kql);
        return string.Join(' ', Visit.Samples.Index().Where(v => query.Matches(v.Item)).Select(v => v.Index.ToString(CultureInfo.InvariantCulture)));
    }

    public static IReadOnlyList<string> ByEvent(string kql)
    {
        var query = Query(kql);
        return [.. Visit.Samples.Select(query.Run).OfType<object?[]>().Select(Show)];
    }

    public static IReadOnlyList<string> ByEvaluator(string kql)
    {
        var run = new KqlRun { ReadTable = scan => Visit.Samples.Select(v => VisitShape.Row(v, scan.Columns)), CancellationToken = TestContext.Current.CancellationToken };
        return [.. KqlEvaluator.Run(Plan(kql), run).Select(Show)];
    }

    // The type of each cell counts too.
    public static string Show(object?[] row) => string.Join('|', row.Select(cell => cell switch
    {
        null => "null",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable value => $"{value.GetType().Name} {value.ToString(null, CultureInfo.InvariantCulture)}",
        _ => cell.ToString()!,
    }));
}
