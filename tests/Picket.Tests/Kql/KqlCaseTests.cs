using Picket.Kql;
using Picket.Kql.Sql;
using Picket.Kql.Testing;
using Picket.Storage.DuckDb;
using Xunit;

namespace Picket.Tests.Kql;

/// <summary>Runs the .kqltest files beside this one on both back ends.</summary>
public class KqlCaseTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.kqltest").Order(StringComparer.Ordinal))
        {
            foreach (var test in KqlTestReader.Read(File.ReadAllText(file)).Tests)
                data.Add(Path.GetFileName(file), test.Name);
        }

        return data;
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Kql", "Cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_evaluator_gives_what_the_case_expects(string file, string name) => Check(file, name, KqlEvaluator.Run);

    [Theory]
    [MemberData(nameof(Cases))]
    public void DuckDb_gives_what_the_case_expects(string file, string name)
    {
        using var memory = new MemoryEngine();
        Check(file, name, (plan, run) => memory.Run(run, (fromClause, ask) => new HybridRun(fromClause, ask, run) { AsksAll = true }.Rows(plan)));
    }

    [Fact]
    public void Every_case_file_is_read_without_a_problem()
    {
        var files = Directory.GetFiles(Folder, "*.kqltest");

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Empty(KqlTestReader.Read(File.ReadAllText(file)).Problems));
    }

    private static void Check(string file, string name, Func<KqlPlan, KqlRun, IEnumerable<object?[]>> engine)
    {
        var test = KqlTestReader.Read(File.ReadAllText(Path.Combine(Folder, file))).Tests.Single(t => t.Name == name);

        var result = new KqlTestRunner(new DemoCatalog(), engine).Run(test, TestContext.Current.CancellationToken);

        Assert.True(result.Failure is null, $"{file}({test.Line}): {result.Failure}");
    }
}
