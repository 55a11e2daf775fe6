using System.Text.Json;

namespace Picket.EndToEnd.Running;

/// <summary>One command of the real program, run to its end.</summary>
internal sealed record PicketCommand(int Exit, string Out, string Errors)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>What it wrote as JSON (<c>-o json</c>).</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>The whole numbers of a query's only row.</summary>
    public long Number(string column) => Assert.Single(Json.EnumerateArray()).GetProperty(column).GetInt64();

    /// <summary>Runs it in a folder and expects nothing of its exit code.</summary>
    public static async Task<PicketCommand> RunAsync(WorkFolder folder, params string[] arguments)
    {
        var (exit, output, errors) = await ChildProgram.RunAsync(ProgramOutput.StartInfo(folder.Root, arguments), "", Longest);
        return new(exit, output, errors);
    }

    /// <summary>Runs it and expects it to end with 0.</summary>
    public static async Task<PicketCommand> SucceedAsync(WorkFolder folder, params string[] arguments)
    {
        var command = await RunAsync(folder, arguments);
        Assert.True(command.Exit == 0, $"'picket {string.Join(' ', arguments)}' ended with {command.Exit}: {command.Errors}{command.Out}");
        return command;
    }

    /// <summary>A query's rows as JSON.</summary>
    public static Task<PicketCommand> QueryAsync(WorkFolder folder, string kql) => SucceedAsync(folder, "query", kql, "-o", "json");
}
