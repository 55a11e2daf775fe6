namespace Picket.Core;

/// <summary>What lies ready for whoever asks a question: saved queries, and the watchlists that queries can call.</summary>
/// <param name="Queries">Saved queries by name.</param>
/// <param name="Watchlists">Watchlists by name.</param>
/// <param name="Problems">Files that could not be read, and why.</param>
public sealed record QueryLibrary(
    IReadOnlyList<SavedQuery> Queries, IReadOnlyList<Watchlist> Watchlists, IReadOnlyList<string> Problems)
{
    /// <summary>Nothing at all.</summary>
    public static QueryLibrary Empty { get; } = new([], [], []);
}

/// <summary>A query with a name, ready to run.</summary>
/// <param name="Name">Its name: the file's, without ending.</param>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Why">Why one would ask.</param>
/// <param name="Pci">PCI DSS requirements it helps with.</param>
/// <param name="Text">The KQL.</param>
/// <param name="Parameters">What it can be told, as it declares them.</param>
public sealed record SavedQuery(
    string Name, string Title, string Why, IReadOnlyList<string> Pci, string Text, IReadOnlyList<QueryParameter> Parameters);

/// <summary>A parameter of a query: its KQL type, and its value as KQL where none is given; null when one must be.</summary>
public sealed record QueryParameter(string Name, string Type, string? Default);

/// <summary>A watchlist: its name, the columns of its file, the file's name and when it was written (UTC).</summary>
public sealed record Watchlist(string Name, IReadOnlyList<string> Columns, string File, DateTime Written);
