using Picket.Kql.Evaluating.Windows;

namespace Picket.Kql.Evaluating;

internal sealed partial class PlanCompiler
{
    private RowSource CompileWindow(Window window)
    {
        var input = Compile(window.Input);
        var over = Over(window.Input);
        var items = window.Items.Select(i => WindowFunction.For(i, over.Compile(i.Arguments))).ToList();
        return () => Windowed(input, items);
    }

    private IEnumerable<object?[]> Windowed(RowSource input, List<WindowFunction> items)
    {
        using var held = new HeldRows(running);
        var rows = new List<object?[]>();
        foreach (var row in input())
        {
            held.Add(row);
            rows.Add(row);
        }

        var cells = items.ConvertAll(i => i.Compute(rows));
        for (var i = 0; i < rows.Count; i++)
        {
            running.Check();
            object?[] row = [.. rows[i], .. cells.Select(c => c[i])];
            yield return row;
        }
    }
}
