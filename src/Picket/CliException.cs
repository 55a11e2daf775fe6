namespace Picket;

/// <summary>Ends a command with a message for a person; every mistake found is one message.</summary>
internal sealed class CliException(ExitCode exit, string code, IReadOnlyList<string> messages)
    : Exception(string.Join('\n', messages))
{
    public ExitCode Exit { get; } = exit;

    public string Code { get; } = code;

    public IReadOnlyList<string> Messages { get; } = messages;

    /// <summary>The person asked for something that cannot be.</summary>
    public static CliException Usage(string code, string message) => new(ExitCode.Usage, code, [message]);

    /// <summary>The surroundings do not allow an answer.</summary>
    public static CliException CouldNotEvaluate(string code, string message) =>
        new(ExitCode.CouldNotEvaluate, code, [message]);
}
