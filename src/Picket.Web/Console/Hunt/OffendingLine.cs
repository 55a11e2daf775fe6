using Picket.Core;

namespace Picket.Web.Console.Hunt;

/// <summary>The line of a query that a problem speaks of, and the white space that puts a caret under its column.</summary>
internal sealed record OffendingLine(string Text, string Padding)
{
    private const int MaxLength = 160;

    public static OffendingLine? Of(string query, QueryProblem problem)
    {
        var lines = query.Split('\n');
        if (problem.Line < 1 || problem.Line > lines.Length || problem.Column < 1)
        {
            return null;
        }

        var line = lines[problem.Line - 1];
        var column = Math.Min(problem.Column - 1, line.Length);
        var start = column <= MaxLength ? 0 : column - MaxLength / 2;
        var shown = line[start..Math.Min(line.Length, start + MaxLength)];

        // Tabs stay tabs, so that the caret stands under its column at any tab width.
        var padding = string.Concat(line[start..column].Select(c => c == '\t' ? '\t' : ' '));
        return new(shown, padding);
    }
}
