using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Core;
using Picket.Output;

namespace Picket.Commands;

/// <summary><c>picket query</c>: answers a KQL query.</summary>
internal static class QueryCommand
{
    private const int MaxRows = 100_000;

    public static Command Create(CommandHost host)
    {
        var text = new Argument<string>("KQL") { Description = "The query; '-' reads it from standard input." };
        var rows = Numbers.Option("--max-rows", "The most rows to return.", MaxRows, new QueryRequest("").MaxRows);
        var timeout = new Option<TimeSpan?>("--timeout")
        {
            Description = "The longest the query may take (default 3m).",
            HelpName = "DURATION",
            CustomParser = Durations.Parser,
        };
        var command = new Command("query", "Ask a question in KQL over everything kept.") { text, rows, timeout };
        return host.Bind(command, async (call, cancellationToken) =>
        {
            var query = await TextAsync(call, call.Value(text)!, cancellationToken);
            var request = new QueryRequest(query) { MaxRows = call.Value(rows) };
            if (call.Value(timeout) is { } longest)
                request = request with { Timeout = longest };
            return await RunAsync(call, request, cancellationToken);
        });
    }

    private static async Task<ExitCode> RunAsync(
        Invocation call, QueryRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await call.ConnectAsync(cancellationToken);
        var result = await connection.Operations.QueryAsync(request, cancellationToken);
        call.Output.Write(new Listing(
            [.. result.Columns.Select(c =>
                Column.Of(c.Name, c.Name) with { IsNumber = c.Type is "long" or "int" or "real" or "decimal" })],
            [.. result.Rows.Select(row => Record(result.Columns, row))]));

        foreach (var warning in result.Warnings)
            call.Say($"warning: {warning}");
        if (result.IsTruncated)
            call.Say($"warning: only the first {result.Rows.Count} rows are shown; ask for more with --max-rows.");
        if (call.Services.Terminal.IsInteractive)
            call.Say(string.Create(CultureInfo.InvariantCulture,
                $"{result.Rows.Count} rows in {result.Elapsed.TotalSeconds:0.000} s"));
        return ExitCode.Ok;
    }

    private static async Task<string> TextAsync(Invocation call, string text, CancellationToken cancellationToken)
    {
        if (text == "-")
            text = await call.Services.Terminal.In.ReadToEndAsync(cancellationToken);
        return string.IsNullOrWhiteSpace(text)
            ? throw CliException.Usage("PKT7030", "The query is empty. Try: picket query 'AKSAudit | take 10'")
            : text;
    }

    private static JsonObject Record(IReadOnlyList<QueryColumn> columns, IReadOnlyList<object?> row)
    {
        var record = new JsonObject();
        for (var i = 0; i < columns.Count; i++)
            record[columns[i].Name] = Cell(row[i]);
        return record;
    }

    private static JsonNode? Cell(object? cell) => cell switch
    {
        null => null,
        string text => JsonValue.Create(text),
        long number => JsonValue.Create(number),
        int number => JsonValue.Create(number),
        double real when double.IsFinite(real) => JsonValue.Create(real),
        double real => JsonValue.Create(real.ToString(CultureInfo.InvariantCulture)),
        bool flag => JsonValue.Create(flag),
        decimal number => JsonValue.Create(number),
        DateTime time =>
            JsonValue.Create(time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)),
        TimeSpan span => JsonValue.Create(span.ToString("c", CultureInfo.InvariantCulture)),
        Guid id => JsonValue.Create(id.ToString()),
        JsonText json => Parse(json.Value),
        _ => throw new NotSupportedException($"A result cell cannot be a {cell.GetType().Name}."),
    };

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
