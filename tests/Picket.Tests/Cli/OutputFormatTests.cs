using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Picket.Tests.Cli;

/// <summary>Every command that lists something, in every format.</summary>
public sealed class OutputFormatTests
{
    public static TheoryData<string, int> Listings => new()
    {
        { "query T", 3 },
        { "alerts", 1 },
        { "alerts --events", 1 },
        { "report", 4 },
        { "evidence export --out OUT", 2 },
        { "outbox list", 1 },
        { "test", 3 },
    };

    public static TheoryData<string, string> Sheets => new()
    {
        { "alerts a1b2c3", "id" },
        { "alerts ack a1b2c3 --note seen", "state" },
        { "store status", "auditEvents" },
        { "store verify", "isWhole" },
        { "evidence verify .", "isWhole" },
        { "outbox replay", "replayed" },
        { "ingest FILE", "eventsRead" },
        { "version", "version" },
    };

    [Theory, MemberData(nameof(Listings))]
    public async Task A_listing_is_the_same_records_in_every_format(string command, int count)
    {
        var json = JsonNode.Parse((await RunAsync(command, "json")).Out)!.AsArray();
        var lines = (await RunAsync(command, "jsonl")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var yaml = Assert.IsType<YamlSequenceNode>(Yaml((await RunAsync(command, "yaml")).Out));

        Assert.Equal(count, json.Count);
        Assert.Equal(json.Select(Compact), lines.Select(line => Compact(JsonNode.Parse(line))));
        Assert.Equal(json.Select(Keys), yaml.Children.Select(Keys));
    }

    [Theory, MemberData(nameof(Sheets))]
    public async Task A_single_record_is_the_same_in_every_format(string command, string key)
    {
        var json = JsonNode.Parse((await RunAsync(command, "json")).Out)!.AsObject();
        var line = (await RunAsync(command, "jsonl")).Out.TrimEnd('\n');
        var yaml = Yaml((await RunAsync(command, "yaml")).Out);

        Assert.True(json.ContainsKey(key));
        Assert.DoesNotContain('\n', line);
        Assert.Equal(Compact(json), Compact(JsonNode.Parse(line)));
        Assert.Equal(Keys(json), Keys(yaml));
    }

    [Theory, MemberData(nameof(Listings))]
    public async Task A_piped_table_holds_no_colour_and_no_box(string command, int count)
    {
        var outcome = await RunAsync(command, "table");

        // Examples that pass are counted, not listed.
        var rows = command == "test" ? 0 : count + 1;
        Assert.Equal(rows, outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(outcome.Out, c =>
            Assert.True(c == '\n' || (!char.IsControl(c) && c is not (>= '\u2500' and <= '\u257f'))));
    }

    private static async Task<Outcome> RunAsync(string command, string format)
    {
        using var line = new CommandLine();
        var file = line.FileOf("a.log", "{}");
        var args = command.Split(' ')
            .Select(a => a switch { "OUT" => Path.Combine(line.Folder, "out"), "FILE" => file, _ => a });
        var outcome = await line.RunAsync([.. args, "-o", format]);
        Assert.Equal(ExitCode.Ok, outcome.Exit);
        return outcome;
    }

    private static string? Compact(JsonNode? node) => node?.ToJsonString();

    private static string Keys(JsonNode? node) => string.Join(',', node!.AsObject().Select(p => p.Key));

    private static string Keys(YamlNode node) =>
        string.Join(',', ((YamlMappingNode)node).Children.Select(p => ((YamlScalarNode)p.Key).Value));

    private static YamlNode Yaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return Assert.Single(stream.Documents).RootNode;
    }
}
