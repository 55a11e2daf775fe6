using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Picket.Folders;
using Picket.Ingesting;
using Picket.Output;

namespace Picket.Commands;

/// <summary><c>picket ingest</c>: loads audit files, through the server where one runs on the data folder.</summary>
internal static class IngestCommand
{
    private static readonly Column[] Fields =
    [
        Column.Of("Events read", "eventsRead"), Column.Of("Stored", "stored"), Column.Of("Duplicates", "duplicates"),
        Column.Of("Quarantined", "quarantined"), Column.Of("Findings", "findings"), Column.Of("Seconds", "seconds"),
    ];

    public static Command Create(CommandHost host)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Audit logs: one event per line, AKS diagnostic records, or either of them gzipped.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("ingest",
            "Load audit files into the data folder, as fast as the machine allows.") { files };
        return host.Bind(command, (call, cancellationToken) => RunAsync(call, call.Value(files)!, cancellationToken));
    }

    private static async Task<ExitCode> RunAsync(Invocation call, string[] files, CancellationToken cancellationToken)
    {
        string[] missing = [.. files.Where(f => !File.Exists(f)).Select(f => $"There is no file '{f}'.")];
        if (missing.Length > 0)
            throw new CliException(ExitCode.Usage, "PKT7020", missing);

        var progress = new IngestMeter(call.Services);
        var (summary, isWhole) = await LoadAsync(call, files, progress, cancellationToken);
        progress.Finish();
        call.Output.Write(new Sheet(Record(summary), Fields, []));
        return isWhole ? ExitCode.Ok : ExitCode.CouldNotEvaluate;
    }

    private static async Task<(IngestSummary Summary, bool IsWhole)> LoadAsync(
        Invocation call, string[] files, IngestMeter progress, CancellationToken cancellationToken)
    {
        await using var server = await Connector.FindServerAsync(call.Target.DataFolder, cancellationToken);
        return server is { Api: { } api }
            ? await new ServerIngest(api, call.Services).RunAsync(files, progress, cancellationToken)
            : (await call.Local.IngestAsync(new(call.Target, files), progress, cancellationToken), true);
    }

    private static JsonObject Record(IngestSummary summary) => new()
    {
        ["eventsRead"] = summary.EventsRead,
        ["stored"] = summary.Stored,
        ["duplicates"] = summary.Duplicates,
        ["quarantined"] = summary.Quarantined,
        ["findings"] = summary.Findings,
        ["seconds"] = Math.Round(summary.Seconds, 3),
    };

    /// <summary>Tells how far loading has come, twice a second at most, on one line that is written over.</summary>
    private sealed class IngestMeter(CliServices services) : IProgress<IngestProgress>
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

        private readonly Lock _gate = new();
        private long _last = services.Time.GetTimestamp();
        private bool _hasWritten;

        public void Report(IngestProgress value)
        {
            if (!services.Terminal.IsInteractive)
                return;
            lock (_gate)
            {
                if (services.Time.GetElapsedTime(_last) < Pause)
                    return;
                _last = services.Time.GetTimestamp();
                _hasWritten = true;
            }

            // What a server reads is told in events only: a compressed file's size says little.
            var share = value.TotalBytes > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{Math.Min(100, value.BytesRead * 100 / value.TotalBytes),3} %  ") : "";
            services.Terminal.Error.Write(string.Create(CultureInfo.InvariantCulture,
                $"\r{share}{value.EventsRead} events  {Printable.Of(Path.GetFileName(value.File))}"));
        }

        public void Finish()
        {
            if (_hasWritten)
                services.Terminal.Error.WriteLine();
        }
    }
}
