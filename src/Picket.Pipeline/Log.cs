using Microsoft.Extensions.Logging;

namespace Picket.Pipeline;

internal static partial class Log
{
    [LoggerMessage(2090, LogLevel.Error, "Source '{Source}' stopped.")]
    public static partial void SourceFailed(ILogger logger, string source, Exception exception);

    [LoggerMessage(4020, LogLevel.Error, "{Problem}")]
    public static partial void StoreUnavailable(ILogger logger, string problem);
}
