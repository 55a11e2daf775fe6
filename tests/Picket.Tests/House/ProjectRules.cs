using Xunit;

namespace Picket.Tests.House;

/// <summary>Who may know whom: the reference table of projects, and settings no project may have of its own.</summary>
public sealed class ProjectRules
{
    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["Picket.Core"] = [],
        ["Picket.Kql"] = [],
        ["Picket.Pipeline"] = ["Picket.Core", "Picket.Kql"],
        ["Picket.Storage"] = ["Picket.Core", "Picket.Kql"],
        ["Picket.Web"] = ["Picket.Core", "Picket.Pipeline"],
        ["Picket"] = ["Picket.Core", "Picket.Kql", "Picket.Pipeline", "Picket.Storage", "Picket.Web"],
    };

    [Fact]
    public void A_project_references_only_what_the_table_allows()
    {
        var wrong =
            from project in Repository.Files("src", "*.csproj")
            let name = Path.GetFileNameWithoutExtension(project)
            from reference in Items(project, "ProjectReference")
            let target = Path.GetFileNameWithoutExtension(reference)
            where !AllowedReferences.GetValueOrDefault(name, []).Contains(target)
            select $"{name} -> {target}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_of_src_has_a_row_in_the_table()
    {
        var names = Repository.Files("src", "*.csproj").Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(AllowedReferences.Keys.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Core_and_the_query_language_use_no_packages()
    {
        string[] engines = ["src/Picket.Core/Picket.Core.csproj", "src/Picket.Kql/Picket.Kql.csproj"];

        Assert.Empty(engines.SelectMany(project => Items(project, "PackageReference")));
        Assert.All(engines, project => Assert.Contains("BannedSymbols.Engines.txt", Repository.Read(project)));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var listed = Repository.ReadXml("Picket.slnx").Descendants("Project").Select(p => p.Attribute("Path")!.Value);

        Assert.Equal(Repository.Projects.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Package_versions_are_central_only()
    {
        var own =
            from project in Repository.Projects
            from package in Repository.ReadXml(project).Descendants("PackageReference")
            where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
                || package.Element("Version") is not null
            select $"{project}: {package.Attribute("Include")?.Value}";

        Assert.Empty(own);
    }

    [Fact]
    public void Every_central_package_version_is_used()
    {
        var used = Repository.Projects.Append("Directory.Build.props")
            .SelectMany(project => Items(project, "PackageReference"));
        var declared = Items("Directory.Packages.props", "PackageVersion");

        Assert.Empty(declared.Except(used));
    }

    [Fact]
    public void No_project_turns_a_warning_off()
    {
        string[] forbidden = ["<NoWarn", "TreatWarningsAsErrors>false", "<Nullable>disable"];

        Assert.All(Repository.Projects, project =>
            Assert.DoesNotContain(forbidden, word => Repository.Read(project).Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_project_is_held_to_the_banned_symbols_and_a_lock_file()
    {
        var shared = Repository.Read("Directory.Build.props");

        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", shared);
        Assert.Contains("BannedSymbols.txt", shared);
        Assert.Contains("<DisableTransitiveProjectReferences>true", shared);
        Assert.All(Repository.Projects, project => Assert.True(
            File.Exists(Repository.PathOf(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"))), project));
    }

    private static IEnumerable<string> Items(string file, string kind) =>
        Repository.ReadXml(file).Descendants(kind).Select(item => item.Attribute("Include")!.Value);
}
