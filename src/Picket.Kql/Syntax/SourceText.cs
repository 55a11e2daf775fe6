namespace Picket.Kql.Syntax;

/// <summary>A piece of the query text: where it starts (from 0) and how long it is.</summary>
internal readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;

    public TextSpan To(TextSpan last) => new(Start, Math.Max(Length, last.End - Start));
}

/// <summary>The query text, which knows its lines.</summary>
internal sealed class SourceText(string text)
{
    private readonly int[] _lineStarts = FindLines(text);

    public string Text { get; } = text;

    /// <summary>Line and column, both from 1.</summary>
    public (int Line, int Column) Position(int offset)
    {
        var index = Array.BinarySearch(_lineStarts, offset);
        var line = index >= 0 ? index : ~index - 1;
        return (line + 1, offset - _lineStarts[line] + 1);
    }

    private static int[] FindLines(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                starts.Add(i + 1);
        }

        return [.. starts];
    }
}
