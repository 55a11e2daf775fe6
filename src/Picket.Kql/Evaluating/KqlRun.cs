namespace Picket.Kql;

/// <summary>What a plan runs on: where its rows come from, and how much of them it may hold.</summary>
public sealed record KqlRun
{
    /// <summary>The rows of a stored table: one value per column of the scan, of the CLR types <see cref="LiteralExpression"/> names; dynamic as JSON text.</summary>
    public required Func<TableScan, IEnumerable<object?[]>> ReadTable { get; init; }

    /// <summary>The rows of external data; null where it is not allowed.</summary>
    public Func<ExternalData, IEnumerable<object?[]>>? ReadExternal { get; init; }

    /// <summary>Rows handed in for <see cref="GivenRows"/>, by id.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<object?[]>> Given { get; init; } = new Dictionary<int, IReadOnlyList<object?[]>>();

    /// <summary>The most rows all steps together may hold in memory; beyond, the run ends with a <see cref="KqlRunException"/>.</summary>
    public long MaxHeldRows { get; init; } = 5_000_000;

    /// <summary>The most bytes that these rows may take, about; beyond, the run ends with a <see cref="KqlRunException"/>.</summary>
    public long MaxHeldBytes { get; init; } = 1L << 30;

    /// <summary>Where chance comes from (<c>sample</c>).</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>Ends the run with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}

/// <summary>A plan could not run to its end: a limit was hit, or a value that only the run knows is wrong. The message says which.</summary>
public sealed class KqlRunException(string code, string message) : Exception(message)
{
    /// <summary>The stable code.</summary>
    public string Code { get; } = code;
}
