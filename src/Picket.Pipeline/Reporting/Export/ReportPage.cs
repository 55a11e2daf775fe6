using System.Globalization;
using System.Net;
using System.Text;
using Picket.Core;
using Picket.Pipeline.Reporting.Controls;

namespace Picket.Pipeline.Reporting.Export;

/// <summary>The report as one self-contained page: no script, nothing loaded from elsewhere, readable on paper.</summary>
internal static class ReportPage
{
    private const string Style =
        """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
        body { max-width: 75rem; margin: 0 auto; padding: 1rem; }
        table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
        caption { text-align: left; font-size: 1.2rem; font-weight: 600; padding: .5rem 0; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #8888; }
        td:nth-of-type(1):not(:last-child) { width: 28%; }
        td.state { white-space: nowrap; font-weight: 600; }
        tr.pass td.state::before { content: "✓ "; } tr.fail td.state::before { content: "✗ "; }
        tr.fail td.state { color: #b00020; } tr.pass td.state { color: #146c2e; }
        @media (prefers-color-scheme: dark) { tr.fail td.state { color: #ff8a80; } tr.pass td.state { color: #81c995; } }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .8rem; margin: .3rem 0 0; font-size: .85rem; }
        dd { margin: 0; overflow-wrap: anywhere; } code { overflow-wrap: anywhere; }
        @media print { table { break-inside: auto; } tr { break-inside: avoid; } }
        """;

    public static string Render(Report report, string fingerprint)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>PCI DSS {Text(report.Version)} report of {Time(report.At)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <header>
            <h1>PCI DSS {Text(report.Version)}: what Picket can prove</h1>
            <p>Made {Time(report.At)} over the period from {Time(report.From)} to {Time(report.To)} (UTC).</p>
            <p>Signing key: <code>{Text(fingerprint)}</code>. Compare it with the one you were given by another way.</p>
            </header>
            <main>

            """);
        AppendCounts(page, report);
        foreach (var group in report.Requirements.GroupBy(r => r.Id.Split('.')[0]).OrderBy(g => g.Key, ControlOrder.Instance))
        {
            AppendGroup(page, group.Key, group);
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void AppendCounts(StringBuilder page, Report report)
    {
        page.Append("<table><caption>Requirements by state</caption><thead><tr><th scope=\"col\">State</th><th scope=\"col\">Requirements</th></tr></thead><tbody>\n");
        foreach (var group in report.Requirements.GroupBy(r => r.State).OrderBy(g => g.Key))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{group.Key.ToTitle()}</th><td>{group.Count()}</td></tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static void AppendGroup(StringBuilder page, string group, IEnumerable<RequirementResult> requirements)
    {
        page.Append(CultureInfo.InvariantCulture, $"<table><caption>Requirement {Text(group)}</caption><thead><tr>");
        page.Append("<th scope=\"col\">Id</th><th scope=\"col\">Title</th><th scope=\"col\">State</th><th scope=\"col\">Reason</th></tr></thead><tbody>\n");
        foreach (var requirement in requirements)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr class=\"{requirement.State.ToWord()}\"><th scope=\"row\">{Text(requirement.Id)}</th>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{Text(requirement.Title)}</td><td class=\"state\">{requirement.State.ToTitle()}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{Text(requirement.Reason)}{FactList(requirement)}</td></tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static string FactList(RequirementResult requirement) => requirement.Facts.Count == 0
        ? ""
        : "<dl>" + string.Concat(requirement.Facts.Select(f => $"<dt>{Text(f.Key)}</dt><dd>{Text(f.Value)}</dd>")) + "</dl>";

    private static string Text(string value) => WebUtility.HtmlEncode(value);

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
