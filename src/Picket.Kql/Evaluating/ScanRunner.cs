namespace Picket.Kql.Evaluating;

/// <summary>A step of <c>scan</c> over a row that is followed by what the steps up to it hold.</summary>
internal sealed record CompiledScanStep(ScanOutput Output, RowValue Condition, IReadOnlyList<(int Place, RowValue Value)> Assignments);

/// <summary>
/// Walks over rows with one state per step: the rows that the steps up to it matched last in the sequence that has come so far. A row is tried on
/// the last step first; it takes a sequence on from the step before, or repeats the step it is in, or (first step) begins one.
/// </summary>
internal sealed class ScanRunner(IReadOnlyList<CompiledScanStep> steps, object?[] empty, int inputWidth, bool hasMatchId)
{
    private readonly Sequence?[] _states = new Sequence?[steps.Count];
    private readonly object?[]?[] _last = new object?[]?[steps.Count];
    private long _matches;

    private sealed class Sequence(long id, int steps)
    {
        public long Id => id;

        public object?[]?[] Held { get; } = new object?[]?[steps];
    }

    public IEnumerable<object?[]> Run(IEnumerable<object?[]> rows, Action check)
    {
        var made = new List<object?[]>();
        foreach (var row in rows)
        {
            check();
            made.Clear();
            object?[] current = [.. row, .. empty.AsSpan(inputWidth)];
            for (var step = steps.Count - 1; step >= 0; step--)
                Try(step, current, made);
            foreach (var result in made)
                yield return result;
        }

        for (var step = 0; step < steps.Count; step++)
        {
            if (_last[step] is { } last)
                yield return last;
        }
    }

    private void Try(int step, object?[] row, List<object?[]> made)
    {
        if (step > 0 && _states[step - 1] is { } before && IsMatch(step, row, before, out var promoted))
        {
            Flush(step - 1, made);
            Flush(step, made);
            _states[step - 1] = null;
            _states[step] = before;
            Take(step, promoted, before, made);
        }
        else if ((step == 0 || _states[step] is not null) && IsMatch(step, row, _states[step], out var repeated))
        {
            var sequence = _states[step] ??= new Sequence(_matches++, steps.Count);
            Take(step, repeated, sequence, made);
        }
    }

    private bool IsMatch(int step, object?[] row, Sequence? state, out object?[] matched)
    {
        matched = new object?[row.Length * (step + 2)];
        row.CopyTo(matched, 0);
        for (var i = 0; i <= step; i++)
            (state?.Held[i] ?? empty).CopyTo(matched, row.Length * (i + 1));
        return steps[step].Condition(matched) is true;
    }

    private void Take(int step, object?[] matched, Sequence sequence, List<object?[]> made)
    {
        foreach (var (place, value) in steps[step].Assignments)
            matched[place] = value(matched);
        var extended = matched[..empty.Length];
        sequence.Held[step] = extended;
        object?[] result = hasMatchId ? [.. extended, sequence.Id] : extended;
        if (steps[step].Output == ScanOutput.All)
            made.Add(result);
        else if (steps[step].Output == ScanOutput.Last)
            _last[step] = result;
    }

    // The run of matches of a step ends.
    private void Flush(int step, List<object?[]> made)
    {
        if (_last[step] is { } last)
            made.Add(last);
        _last[step] = null;
    }
}
