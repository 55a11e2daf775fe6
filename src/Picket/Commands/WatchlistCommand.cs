using System.CommandLine;
using System.Text.Json.Nodes;
using Picket.Core;
using Picket.Output;

namespace Picket.Commands;

/// <summary><c>picket watchlist list</c>: the lists that queries call by <c>_GetWatchlist('name')</c>.</summary>
internal static class WatchlistCommand
{
    private static readonly Column[] Columns =
        [Column.Of("NAME", "name"), Column.Of("FILE", "file"), new("WRITTEN", record => AlertRecords.Time(record["written"])), Column.Of("COLUMNS", "columns")];

    public static Command Create(CommandHost host)
    {
        var command = new Command("watchlist", "Look at the watchlists that queries can call.");
        command.Subcommands.Add(host.Bind(new Command("list", "List the watchlists."), async (call, cancellationToken) =>
        {
            await using var connection = await call.ConnectAsync(cancellationToken);
            var library = await connection.Operations.LibraryAsync(cancellationToken);
            call.Output.Write(new Listing(Columns, [.. library.Watchlists.Select(Record)]));
            foreach (var problem in library.Problems.Where(p => p.StartsWith("PKT4033", StringComparison.Ordinal)))
                call.Say($"warning: {problem}");
            return ExitCode.Ok;
        }));
        return command;
    }

    private static JsonObject Record(Watchlist list) => new()
    {
        ["name"] = list.Name,
        ["file"] = list.File,
        ["written"] = JsonValue.Create(list.Written),
        ["columns"] = new JsonArray([.. list.Columns.Select(c => JsonValue.Create(c))]),
    };
}
