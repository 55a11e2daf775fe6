namespace Picket;

/// <summary>How a command ended, as the shell sees it.</summary>
internal enum ExitCode
{
    /// <summary>Done, and nothing to complain of.</summary>
    Ok = 0,

    /// <summary>Done, and something was found: a failed requirement, a broken chain, a failing example.</summary>
    Findings = 1,

    /// <summary>The command line, the query or the configuration is wrong.</summary>
    Usage = 2,

    /// <summary>It could not be found out.</summary>
    CouldNotEvaluate = 3,

    /// <summary>Stopped by Ctrl+C (128 + SIGINT).</summary>
    Stopped = 130,
}
