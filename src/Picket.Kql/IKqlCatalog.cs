using System.Diagnostics.CodeAnalysis;

namespace Picket.Kql;

/// <summary>The tables a query may name.</summary>
public interface IKqlCatalog
{
    /// <summary>All table names, for "did you mean" and for wildcards in <c>union</c>.</summary>
    IEnumerable<string> TableNames { get; }

    /// <summary>Finds a table by its exact name.</summary>
    bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table);
}

/// <summary>A table: its name and its columns in order.</summary>
public sealed record KqlTable(string Name, IReadOnlyList<KqlColumn> Columns);

/// <summary>A column: its name (case matters) and its type.</summary>
public sealed record KqlColumn(string Name, KqlType Type);
