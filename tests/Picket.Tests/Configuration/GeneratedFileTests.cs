using Picket.Configuration;
using Xunit;

namespace Picket.Tests.Configuration;

public sealed class GeneratedFileTests
{
    [Fact]
    public void The_schema_is_what_the_options_say() => Golden.Check("schema/picket.schema.json", SchemaFile.Write());

    [Fact]
    public void The_reference_page_is_what_the_options_say() =>
        Golden.Check("docs/reference/configuration.md", ReferencePage.Write());

    [Fact]
    public void The_initial_file_loads_without_a_problem()
    {
        var result = ConfigLoader.Parse(InitTemplate.Text, "picket.yaml");

        Assert.Empty(result.Problems);
        Assert.Equal("audit-file", Assert.Single(result.Options!.Sources).Name);
    }

    [Fact]
    public void The_initial_file_says_the_defaults()
    {
        var written = ConfigLoader.Parse(InitTemplate.Text, "picket.yaml").Options! with { Sources = [] };
        var silent = ConfigLoader.Parse("", "picket.yaml").Options!;

        Assert.Equal(EffectiveConfig.Print(silent), EffectiveConfig.Print(written));
    }

    [Fact]
    public void Everything_commented_out_in_the_initial_file_loads_and_names_every_option()
    {
        // An option stands behind a bare '#', words behind '# '; 'outputs' is there twice, the empty one goes.
        var lines = InitTemplate.Text.Split('\n')
            .Where(line => line.Trim() != "outputs: []")
            .Select(line => Uncomment(line));
        var text = string.Join('\n', lines);

        Assert.Empty(ConfigLoader.Parse(text, "picket.yaml").Problems);
        Assert.All(Names(OptionModel.Of(typeof(PicketOptions))), name => Assert.Contains($"{name}:", text));
    }

    private static string Uncomment(string line)
    {
        var text = line.TrimStart();
        var isOption = text.StartsWith("#-", StringComparison.Ordinal) || text.StartsWith("#  ", StringComparison.Ordinal)
            || (text.Length > 1 && text[0] == '#' && char.IsAsciiLetter(text[1]));
        return isOption ? line.Remove(line.IndexOf('#'), 1) : line;
    }

    private static IEnumerable<string> Names(OptionModel model) => model.Fields.SelectMany(field =>
        (field.Value.Section ?? field.Value.Item?.Section) is { } inner ? Names(inner).Prepend(field.Name) : [field.Name]);
}
