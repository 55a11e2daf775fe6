using System.Text.RegularExpressions;
using Picket.Kql;
using Picket.Storage.DuckDb;
using Xunit;

namespace Picket.Tests.House;

/// <summary><c>docs/reference/tables.md</c> names every table that a query can name, and every column with its type.</summary>
public sealed partial class TablesPageTests
{
    private const string Page = "docs/reference/tables.md";

    [GeneratedRegex(@"^## (?<table>\w+)\s*$|^\| `(?<column>\w+)` \| (?<type>\w+) \| [^|]+ \|$", RegexOptions.Multiline, 1000)]
    private static partial Regex Line { get; }

    [Fact]
    public void The_page_lists_every_table_with_its_columns_and_types() => Assert.Equal(Defined(), Documented());

    // The view and the tables of Azure Monitor that nobody fills have a paragraph each, not a list.
    private static List<string> Defined() =>
    [
        .. from table in Tables.Queryable
           from line in table.Columns.Select(c => $"{table.Name}.{c.Name} {c.Type.Word}").Prepend(table.Name)
               .Concat(table == Tables.AksAudit ? [Catalogue.AdminView] : [])
           orderby line
           select line,
    ];

    private static List<string> Documented()
    {
        var lines = new List<string>();
        var table = "";
        foreach (Match match in Line.Matches(Repository.Read(Page)))
        {
            if (match.Groups["table"].Success)
                lines.Add(table = match.Groups["table"].Value);
            else
                lines.Add($"{table}.{match.Groups["column"].Value} {match.Groups["type"].Value}");
        }

        return [.. lines.Order()];
    }
}
