using Microsoft.Extensions.Logging;

namespace Picket.Pipeline;

internal static partial class Log
{
    [LoggerMessage(2090, LogLevel.Error, "Source '{Source}' stopped.")]
    public static partial void SourceFailed(ILogger logger, string source, Exception exception);

    [LoggerMessage(2099, LogLevel.Error, "A fault of ours while reading {Entries} entries of source '{Source}'; they are read one by one.")]
    public static partial void ReadingFailed(ILogger logger, string source, int entries, Exception exception);

    [LoggerMessage(3099, LogLevel.Error, "A fault of ours while judging an event of source '{Source}'; it is kept, unjudged.")]
    public static partial void JudgingFailed(ILogger logger, string source, Exception exception);

    [LoggerMessage(4020, LogLevel.Error, "{Problem}")]
    public static partial void StoreUnavailable(ILogger logger, string problem);
}
