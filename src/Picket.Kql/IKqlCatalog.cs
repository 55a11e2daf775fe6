using System.Diagnostics.CodeAnalysis;

namespace Picket.Kql;

/// <summary>The tables a query may name.</summary>
public interface IKqlCatalog
{
    /// <summary>All table names, for "did you mean" and for wildcards in <c>union</c>.</summary>
    IEnumerable<string> TableNames { get; }

    /// <summary>The tables that <c>search</c>, <c>find</c> and <c>union *</c> go through where the query names none; leave out what holds no rows.</summary>
    IEnumerable<string> SearchedTables => TableNames;

    /// <summary>Finds a table by its exact name.</summary>
    bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table);

    /// <summary>Finds what a stored function (<c>_GetWatchlist('name')</c>, a saved function) gives for constant arguments.</summary>
    bool TryCall(string function, IReadOnlyList<object?> arguments, [NotNullWhen(true)] out KqlPlan? plan)
    {
        plan = null;
        return false;
    }

    /// <summary>
    /// Runs a plan to learn which columns its data make (<c>evaluate bag_unpack</c>, <c>pivot</c>); null where queries are only checked, not run.
    /// </summary>
    Func<KqlPlan, IEnumerable<object?[]>>? Probe => null;
}

/// <summary>A table: its name and its columns in order.</summary>
public sealed record KqlTable(string Name, IReadOnlyList<KqlColumn> Columns);

/// <summary>A column: its name (case matters) and its type.</summary>
public sealed record KqlColumn(string Name, KqlType Type);
