using System.Text;
using Picket.Core;
using Picket.Storage.DuckDb;
using Picket.Terminals;
using Picket.Web.Charts;
using Picket.Web.Formats;

namespace Picket.Output;

/// <summary>Writes a query's result to standard output or to a file.</summary>
internal sealed class ResultWriter(Terminal terminal, QueryFormat format, string? path, bool isExactCsv)
{
    /// <summary>Writes the result; a file appears whole or not at all.</summary>
    public async Task WriteAsync(QueryResult result, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            Write(terminal, result);
            return;
        }

        var temporary = $"{path}.{Environment.ProcessId}.new";
        try
        {
            if (format == QueryFormat.Parquet)
                ParquetFile.Write(result, temporary);
            else
                await WriteTextAsync(result, temporary, cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task WriteTextAsync(QueryResult result, string file, CancellationToken cancellationToken)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Write(terminal with { Out = text, IsInteractive = false, HasColour = false }, result);
        await File.WriteAllTextAsync(file, text.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
    }

    private void Write(Terminal to, QueryResult result)
    {
        switch (format)
        {
            case QueryFormat.Csv:
                to.Out.Write(Encoding.UTF8.GetString(CsvWriter.Write(result, isExactCsv)));
                break;
            case QueryFormat.Markdown:
                to.Out.Write(MarkdownWriter.Write(result));
                break;
            case QueryFormat.Parquet:
                throw CliException.Usage("PKT7048", "Parquet is for files. Name one with '--to FILE'.");
            case QueryFormat.Table:
                new OutputWriter(to, OutputFormat.Table).Write(ResultListing.Of(result));
                if (to.IsInteractive && ChartReader.Of(result) is { } chart)
                    TerminalChart.Write(to, chart);
                break;
            default:
                new OutputWriter(to, format switch
                {
                    QueryFormat.Json => OutputFormat.Json,
                    QueryFormat.Jsonl => OutputFormat.Jsonl,
                    _ => OutputFormat.Yaml,
                }).Write(ResultListing.Of(result));
                break;
        }

        to.Out.Flush();
    }
}
