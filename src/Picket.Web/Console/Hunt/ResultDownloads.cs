using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Core;
using Picket.Web.Console.Parts;
using Picket.Web.Formats;

namespace Picket.Web.Console.Hunt;

/// <summary>A query's result as a file.</summary>
internal static class ResultDownloads
{
    public static void MapResultDownloads(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/hunt/download", DownloadAsync);

    private static async Task<IResult> DownloadAsync(
        string? q, string? p, string? format, IOperations operations, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(q) || format is not ("csv" or "json" or "markdown"))
        {
            return Failure.Page(400, "PKT8508", "Nothing to download", "The address needs a query 'q' and a format of 'csv', 'json' or 'markdown'.");
        }

        try
        {
            var result = await operations.QueryAsync(HuntBounds.ForDownload(q, p ?? ""), cancellationToken);
            return format switch
            {
                "csv" => Results.Bytes(CsvWriter.Write(result, isExact: false), "text/csv; charset=utf-8", "picket-hunt.csv"),
                "json" => Results.Bytes(JsonRows.Write(result), "application/json", "picket-hunt.json"),
                _ => Results.Bytes(Encoding.UTF8.GetBytes(MarkdownWriter.Write(result)), "text/markdown; charset=utf-8", "picket-hunt.md"),
            };
        }
        catch (QueryException exception)
        {
            return Failure.Page(400, "PKT8509", "This query cannot be answered", exception.Message);
        }
    }
}
