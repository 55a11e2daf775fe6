namespace Picket.Serving;

internal static partial class Log
{
    [LoggerMessage(7090, LogLevel.Error, "Upkeep failed and will be tried again: {Problem}")]
    public static partial void UpkeepFailed(ILogger logger, string problem);

    [LoggerMessage(7091, LogLevel.Warning, "{Problem}")]
    public static partial void RuleProblem(ILogger logger, string problem);

    [LoggerMessage(7092, LogLevel.Information, "Picket {Version} watches {Sources} sources with {Rules} rules on {Url}")]
    public static partial void Started(ILogger logger, string version, int sources, int rules, string url);
}
