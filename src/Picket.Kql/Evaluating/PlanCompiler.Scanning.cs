namespace Picket.Kql.Evaluating;

internal sealed partial class PlanCompiler
{
    private RowSource CompileScan(Kql.Scan scan)
    {
        var input = Compile(scan.Input);
        List<KqlColumn> row = [.. scan.Input.Columns, .. scan.Declared.Select(d => d.Column)];
        var constants = Constants;
        object?[] empty = [.. scan.Input.Columns.Select(c => Missing(c.Type)), .. scan.Declared.Select(d => constants.Evaluate(d.Default))];
        var steps = new List<CompiledScanStep>();
        foreach (var (i, step) in scan.Steps.Index())
        {
            // What the steps so far hold stands behind the row, step by step.
            var held = scan.Steps.Take(i + 1).SelectMany(s => row.Select(c => c with { Name = $"{s.Name}.{c.Name}" }));
            var over = Over([.. row, .. held]);
            var layout = new RowLayout(row);
            steps.Add(new CompiledScanStep(
                step.Output, over.Compile(step.Condition), [.. step.Assignments.Select(a => (layout.Place(a.Name), over.Compile(a.Value)))]));
        }

        return () => new ScanRunner(steps, empty, scan.Input.Columns.Count, scan.MatchId is not null).Run(input(), running.Check);
    }
}
