using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using Picket.Core;
using Picket.Output;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary><c>picket query</c>: answers a KQL query; <c>picket query list</c> and <c>picket query run</c>: those saved.</summary>
internal sealed class QueryCommand
{
    private const int MaxRows = 5_000_000;
    private const int MaxText = 1 << 20;

    private static readonly Column[] SavedColumns =
        [Column.Of("NAME", "name"), Column.Of("TITLE", "title"), Column.Of("PCI DSS", "pci"), Column.Of("PARAMETERS", "parameters")];

    private readonly Option<string?> _file = new("--file", "-f") { Description = "Read the query from a file.", HelpName = "FILE" };

    private readonly Option<string[]> _parameters = new("--param", "-p")
    {
        Description = "A value for what the query declares by 'declare query_parameters'; may be given several times.",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<QueryFormat?> _format = new Option<QueryFormat?>("--format")
    {
        Description = "How the result is written; goes before --output.",
        HelpName = string.Join('|', Words.All<QueryFormat>()),
        CustomParser = result => Choice.Parser<QueryFormat>(result),
    };

    private readonly Option<string?> _to = new("--to") { Description = "Write the result to this file instead of standard output.", HelpName = "FILE" };

    private readonly Option<bool> _explain = new("--explain") { Description = "Tell how the query would be answered, instead of answering it." };

    private readonly Option<bool> _exact = new("--raw-csv")
    {
        Description = "Leave text in CSV as it is: for programs, not for spreadsheets, which would run text that starts like a formula.",
    };

    private readonly Option<int> _rows = Numbers.Option("--max-rows", "The most rows to return.", MaxRows, new QueryRequest("").MaxRows);

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "The longest the query may take (default 3m).",
        HelpName = "DURATION",
        CustomParser = Durations.Parser,
    };

    private IEnumerable<Option> Common => [_parameters, _format, _to, _explain, _exact, _rows, _timeout];

    public static Command Create(CommandHost host)
    {
        var own = new QueryCommand();
        var text = new Argument<string?>("KQL") { Description = "The query; '-' reads it from standard input.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("query", "Ask a question in KQL over everything kept.") { text, own._file };
        own.AddCommon(command);
        command.Subcommands.Add(CreateList(host));
        command.Subcommands.Add(CreateRun(host));
        return host.Bind(command, async (call, cancellationToken) =>
        {
            var query = await TextAsync(call, call.Value(text), call.Value(own._file), cancellationToken);
            await using var connection = await call.ConnectAsync(cancellationToken);
            return await own.RunAsync(call, connection.Operations, query, cancellationToken);
        });
    }

    private static Command CreateList(CommandHost host) => host.Bind(
        new Command("list", "List the saved queries."),
        async (call, cancellationToken) =>
        {
            await using var connection = await call.ConnectAsync(cancellationToken);
            var library = await connection.Operations.LibraryAsync(cancellationToken);
            call.Output.Write(new Listing(SavedColumns, [.. library.Queries.Select(Record)]));
            foreach (var problem in library.Problems)
                call.Say($"warning: {problem}");
            return ExitCode.Ok;
        });

    private static Command CreateRun(CommandHost host)
    {
        var own = new QueryCommand();
        var name = new Argument<string>("NAME") { Description = "The saved query; 'picket query list' names them." };
        var command = new Command("run", "Run a saved query.") { name };
        own.AddCommon(command);
        return host.Bind(command, async (call, cancellationToken) =>
        {
            await using var connection = await call.ConnectAsync(cancellationToken);
            var library = await connection.Operations.LibraryAsync(cancellationToken);
            var wanted = call.Value(name)!;
            var saved = library.Queries.FirstOrDefault(q => q.Name == wanted)
                ?? throw CliException.Usage("PKT7047", $"There is no saved query '{wanted}'. 'picket query list' names those there are.");
            return await own.RunAsync(call, connection.Operations, saved.Text, cancellationToken);
        });
    }

    private void AddCommon(Command command)
    {
        foreach (var option in Common)
            command.Options.Add(option);
    }

    private async Task<ExitCode> RunAsync(Invocation call, IOperations operations, string text, CancellationToken cancellationToken)
    {
        var writer = Writer(call);
        var request = new QueryRequest(text)
        {
            MaxRows = call.Value(_rows), Parameters = Parameters(call.Value(_parameters) ?? []), IsExplained = call.Value(_explain),
        };
        if (call.Value(_timeout) is { } longest)
            request = request with { Timeout = longest };
        var result = await operations.QueryAsync(request, cancellationToken);
        if (request.IsExplained)
        {
            call.Services.Terminal.Out.WriteLine(result.Explanation);
            return ExitCode.Ok;
        }

        await writer.WriteAsync(result, cancellationToken);
        Tell(call, result);
        return ExitCode.Ok;
    }

    private ResultWriter Writer(Invocation call)
    {
        var format = call.Value(_format) ?? call.Format switch
        {
            OutputFormat.Json => QueryFormat.Json,
            OutputFormat.Jsonl => QueryFormat.Jsonl,
            OutputFormat.Yaml => QueryFormat.Yaml,
            _ => QueryFormat.Table,
        };
        var path = call.Value(_to);
        return format == QueryFormat.Parquet && path is null
            ? throw CliException.Usage("PKT7048", "Parquet is for files. Name one with '--to FILE'.")
            : new(call.Services.Terminal, format, path, call.Value(_exact));
    }

    private static void Tell(Invocation call, QueryResult result)
    {
        foreach (var warning in result.Warnings)
            call.Say($"warning: {warning}");
        if (result.IsTruncated)
            call.Say($"warning: truncated: {(result.Truncation.Length > 0 ? result.Truncation : $"only the first {result.Rows.Count} rows are given.")}");
        if (call.Services.Terminal.IsInteractive)
            call.Say(string.Create(CultureInfo.InvariantCulture, $"{result.Rows.Count} rows in {result.Elapsed.TotalSeconds:0.000} s"));
    }

    private static IReadOnlyDictionary<string, string> Parameters(string[] given)
    {
        if (given.Length == 0)
            return new QueryRequest("").Parameters;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in given)
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } name, var value] || !values.TryAdd(name.Trim(), value))
                throw CliException.Usage("PKT7049", $"'--param {pair}' is not NAME=VALUE, or names its parameter a second time.");
        }

        return values;
    }

    private static async Task<string> TextAsync(Invocation call, string? text, string? file, CancellationToken cancellationToken)
    {
        if (file is not null && text is not null)
            throw CliException.Usage("PKT7030", "The query stands on the command line or in a file, not both.");
        if (file is not null)
            text = await ReadAsync(file, cancellationToken);
        else if (text == "-")
            text = await call.Services.Terminal.In.ReadToEndAsync(cancellationToken);
        return string.IsNullOrWhiteSpace(text)
            ? throw CliException.Usage("PKT7030", "The query is empty. Try: picket query 'AKSAudit | take 10'")
            : text;
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var found = new FileInfo(file);
        if (!found.Exists)
            throw CliException.Usage("PKT7020", $"There is no file '{file}'.");
        return found.Length > MaxText
            ? throw CliException.Usage("PKT7030", $"The file '{file}' is larger than {new ByteSize(MaxText)}; that is no query.")
            : await File.ReadAllTextAsync(file, cancellationToken);
    }

    private static JsonObject Record(SavedQuery query) => new()
    {
        ["name"] = query.Name,
        ["title"] = query.Title,
        ["pci"] = new JsonArray([.. query.Pci.Select(p => JsonValue.Create(p))]),
        ["parameters"] = new JsonArray([.. query.Parameters.Select(p => JsonValue.Create($"{p.Name}:{p.Type}{(p.Default is null ? "" : $" = {p.Default}")}"))]),
        ["why"] = query.Why,
    };
}
