using System.Text.Json.Nodes;
using Picket.Terminals;

namespace Picket.Output;

/// <summary>The one way from records to standard output.</summary>
internal sealed class OutputWriter(Terminal terminal, OutputFormat format)
{
    public OutputFormat Format => format;

    /// <summary>Writes records: a JSON array, a line each, a YAML sequence, or a table.</summary>
    public void Write(Listing listing)
    {
        switch (format)
        {
            case OutputFormat.Json: terminal.Out.WriteLine(JsonFormat.Array(listing.Records)); break;
            case OutputFormat.Jsonl: WriteLines(listing.Records); break;
            case OutputFormat.Yaml: YamlFormat.Write(terminal.Out, new JsonArray([.. listing.Records])); break;
            case OutputFormat.Table: WriteTable(listing); break;
            default: throw new NotSupportedException($"There is no output format {format}.");
        }

        terminal.Out.Flush();
    }

    /// <summary>Writes one record: a JSON object, a YAML mapping, or its fields and the tables below them.</summary>
    public void Write(Sheet sheet)
    {
        switch (format)
        {
            case OutputFormat.Json: terminal.Out.WriteLine(JsonFormat.Object(sheet.Record)); break;
            case OutputFormat.Jsonl: terminal.Out.WriteLine(JsonFormat.Line(sheet.Record)); break;
            case OutputFormat.Yaml: YamlFormat.Write(terminal.Out, sheet.Record); break;
            case OutputFormat.Table: WriteBlock(sheet); break;
            default: throw new NotSupportedException($"There is no output format {format}.");
        }

        terminal.Out.Flush();
    }

    private void WriteLines(IReadOnlyList<JsonObject> records)
    {
        foreach (var record in records)
            terminal.Out.WriteLine(JsonFormat.Line(record));
    }

    private void WriteTable(Listing listing)
    {
        if (terminal.IsInteractive)
            RichTable.Write(terminal, listing);
        else
            PlainTable.Write(terminal.Out, listing);
    }

    private void WriteBlock(Sheet sheet)
    {
        PlainTable.WriteFields(terminal.Out, sheet.Fields, sheet.Record);
        foreach (var part in sheet.Parts.Where(p => p.Records.Count > 0))
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine(part.Title);
            WriteTable(part);
        }
    }
}
