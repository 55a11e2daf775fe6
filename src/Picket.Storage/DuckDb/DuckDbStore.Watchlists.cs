using Picket.Core;

namespace Picket.Storage.DuckDb;

/// <summary>Watchlists: CSV files that queries call by <c>_GetWatchlist('name')</c>.</summary>
public sealed partial class DuckDbStore
{
    /// <summary>The watchlists of the folder, and what is wrong with files that are none.</summary>
    public (IReadOnlyList<Watchlist> Watchlists, IReadOnlyList<string> Problems) Watchlists()
    {
        var found = new List<Watchlist>();
        var problems = new List<string>();
        foreach (var name in _watchlists.Names)
        {
            try
            {
                if (_watchlists.Find(name) is { } list)
                    found.Add(new(list.Name, list.Header, $"{list.Name}.csv", list.Written));
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                problems.Add($"PKT4033: {exception.Message}");
            }
        }

        return (found, problems);
    }
}
