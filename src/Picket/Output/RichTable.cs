using Picket.Terminals;
using Spectre.Console;

namespace Picket.Output;

/// <summary>A table for a person at a terminal: fitted to its width, coloured where colours are welcome.</summary>
internal static class RichTable
{
    public static void Write(Terminal terminal, Listing listing)
    {
        var console = AnsiConsole.Create(new()
        {
            Ansi = terminal.HasColour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.HasColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Out),
        });
        console.Profile.Width = terminal.Width;

        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in listing.Columns)
        {
            var alignment = column.IsNumber ? Justify.Right : Justify.Left;
            table.AddColumn(new TableColumn(new Text(column.Header)) { Alignment = alignment });
        }

        foreach (var record in listing.Records)
            table.AddRow(listing.Columns.Select(column => Cell(column, column.Cell(record))));
        console.Write(table);
    }

    private static Text Cell(Column column, string text)
    {
        var style = column.Colour(text) is { } colour && Style.TryParse(colour, out var parsed) ? parsed : Style.Plain;
        return new(Printable.Of(text), style);
    }
}
