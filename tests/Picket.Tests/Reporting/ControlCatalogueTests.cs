using Picket.Pipeline.Reporting.Checks;
using Picket.Pipeline.Reporting.Controls;
using Xunit;

namespace Picket.Tests.Reporting;

public sealed class ControlCatalogueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("picket-controls-").FullName;

    [Fact]
    public void The_shipped_catalogue_holds_all_257_requirements_once()
    {
        var catalogue = ReportFixture.Catalogue();

        Assert.Equal(257, catalogue.Controls.Count);
        Assert.Equal(257, catalogue.Controls.Select(c => c.Id).Distinct().Count());
        Assert.Equal(7, catalogue.Controls.Count(c => c.Id.StartsWith("A1.", StringComparison.Ordinal)));
        Assert.Equal(("pci-dss", "4.0.1"), (catalogue.Name, catalogue.Version));
    }

    [Fact]
    public void The_shipped_catalogue_keeps_the_classes_of_the_catalogue_it_comes_from()
    {
        var classes = ReportFixture.Catalogue().Controls.CountBy(c => c.Automation).ToDictionary();

        Assert.Equal(68, classes[AutomationClass.Automated]);
        Assert.Equal(83, classes[AutomationClass.Partly]);
        Assert.Equal(70, classes[AutomationClass.Process]);
        Assert.Equal(36, classes[AutomationClass.OutOfScope]);
    }

    [Fact]
    public void Every_check_is_pointed_at_by_exactly_one_requirement()
    {
        var pointed = ReportFixture.Catalogue().Controls.Where(c => c.Check is not "").Select(c => c.Check);

        Assert.Equal(ControlChecks.Ids.Order(StringComparer.Ordinal), pointed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ids_are_in_the_order_a_person_reads_them()
    {
        string[] ids = ["A1.1.1", "10.2.1.1", "2.1.1", "10.2.1", "10.10.1", "10.2.2"];

        Assert.Equal(["2.1.1", "10.2.1", "10.2.1.1", "10.2.2", "10.10.1", "A1.1.1"], ids.Order(ControlOrder.Instance));
    }

    [Fact]
    public void All_problems_of_a_file_are_reported_together_with_line_and_column()
    {
        Write("""
            catalogue: pci-dss
            version: "4.0.1"
            group: "1"
            title: "Network"
            controls:
            - id: "1.1.1"
              title: "A"
              theme: network
              automation: sometimes
            - id: "1.1.1"
              titel: "B"
              theme: network
              automation: outOfScope
            """);

        var problems = ControlCatalogueLoader.Load(_folder, ControlChecks.Ids).Problems;

        Assert.Contains(problems, p => p is { Code: "PKT6005", Line: 9, Column: 15 } && p.Message.Contains("'sometimes'", StringComparison.Ordinal));
        Assert.Contains(problems, p => p is { Code: "PKT6005", Line: 11, Column: 3 } && p.Message.Contains("'titel'", StringComparison.Ordinal));
        Assert.Contains(problems, p => p is { Code: "PKT6005", Line: 10 } && p.Message.Contains("'title' is missing", StringComparison.Ordinal));
        Assert.Contains(problems, p => p is { Code: "PKT6006", Line: 10 });
    }

    [Fact]
    public void A_repeated_id_and_an_unknown_check_are_problems()
    {
        Write("""
            catalogue: pci-dss
            version: "4.0.1"
            group: "1"
            title: "Network"
            controls:
            - {id: "1.1.1", title: "A", theme: network, automation: process}
            - {id: "1.1.1", title: "A", theme: network, automation: automated, check: no-such-check, limits: "None."}
            """);

        var result = ControlCatalogueLoader.Load(_folder, ControlChecks.Ids);

        Assert.Null(result.Catalogue);
        Assert.Equal(["PKT6008", "PKT6009"], result.Problems.Select(p => p.Code));
        Assert.All(result.Problems, p => Assert.Equal((7, 3), (p.Line, p.Column)));
    }

    [Theory]
    [InlineData("controls: [")]
    [InlineData("just text")]
    [InlineData("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]")]
    [InlineData("a: &x 1\nb: *x")]
    [InlineData("")]
    public void A_file_that_is_no_catalogue_is_one_problem_with_its_place(string text)
    {
        Write(text);

        var problem = Assert.Single(ControlCatalogueLoader.Load(_folder, ControlChecks.Ids).Problems);

        Assert.Equal("PKT6004", problem.Code);
        Assert.EndsWith("1.yaml", problem.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_missing_says_so()
    {
        var problem = Assert.Single(ControlCatalogueLoader.Load(Path.Combine(_folder, "no"), ControlChecks.Ids).Problems);

        Assert.Equal("PKT6001", problem.Code);
    }

    [Fact]
    public void A_file_over_the_bound_is_not_read()
    {
        Write(new string('#', ControlCatalogueLoader.MaxFileBytes + 1));

        Assert.Equal("PKT6002", Assert.Single(ControlCatalogueLoader.Load(_folder, ControlChecks.Ids).Problems).Code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder, "1.yaml"), text);
}
