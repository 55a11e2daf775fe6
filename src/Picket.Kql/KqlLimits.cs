namespace Picket.Kql;

/// <summary>Bounds on what one query may ask of the compiler; beyond them it is refused with an error.</summary>
public static class KqlLimits
{
    /// <summary>The longest query text, in characters.</summary>
    public const int MaxTextLength = 256 * 1024;

    /// <summary>The most tokens in a query.</summary>
    public const int MaxTokens = 60_000;

    /// <summary>How deep parentheses, calls and pipes may nest.</summary>
    public const int MaxNesting = 100;

    /// <summary>The longest chain of operators of one kind (<c>a + b + c …</c>, <c>T | where … | where …</c>).</summary>
    public const int MaxChain = 250;

    /// <summary>How deep a plan may grow once every <c>let</c> is put in its place.</summary>
    public const int MaxPlanDepth = 500;

    /// <summary>How many steps and expressions a plan may hold, repeated ones repeated.</summary>
    public const int MaxPlanWeight = 100_000;

    /// <summary>The most expressions bound for one query, every use of a <c>let</c> counted.</summary>
    public const int MaxBoundNodes = 200_000;

    /// <summary>The most errors reported for one query.</summary>
    public const int MaxDiagnostics = 50;

    /// <summary>The most rows <c>range</c> makes.</summary>
    public const int MaxRangeRows = 10_000_000;

    /// <summary>The longest path a graph pattern may ask for, in edges.</summary>
    public const int MaxGraphPath = 64;

    /// <summary>The most edges walked while matching one graph pattern.</summary>
    public const long MaxGraphWalk = 20_000_000;

    /// <summary>The most rows read to learn which columns data make.</summary>
    public const int MaxProbedRows = 100_000;

    /// <summary>The most columns that data make.</summary>
    public const int MaxDataColumns = 500;
}
