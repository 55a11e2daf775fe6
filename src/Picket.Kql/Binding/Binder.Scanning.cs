using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private KqlPlan? BindScan(KqlPlan input, ScanSyntax scan, Scope scope)
    {
        if (scan.PartitionBy.Count > 0)
            return BindPartitionedScan(input, scan, scope);
        if (scan.OrderBy.Count > 0)
            return BindSteps(input, [new SortSyntax(scan.OrderBy, scan.Span), scan with { OrderBy = [] }], scope with { Row = [] });
        if (!IsSerialized(input))
        {
            diagnostics.Add(KqlCodes.NotSerialized, scan.Span, "'scan' walks over rows in an order. Put 'sort by …' or 'serialize' before it.");
            return null;
        }

        var declared = scan.Declared.Select(c => new ScanColumn(new KqlColumn(c.Name.Text, c.Type), DeclaredDefault(c, scope))).ToList();
        List<string> names = [.. input.Columns.Select(c => c.Name), .. declared.Select(d => d.Column.Name), .. scan.MatchId is { } id ? new[] { id.Text } : []];
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            diagnostics.Add(KqlCodes.DuplicateColumn, scan.Span, "'scan' declares a column that there is already. Give it another name.");
            return null;
        }

        if (scan.Steps.GroupBy(s => s.Name.Text).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            diagnostics.Add(KqlCodes.DuplicateColumn, twice.Last().Name.Span, $"There are two steps named '{twice.Key}'. Give one another name.");
            return null;
        }

        List<KqlColumn> row = [.. input.Columns, .. declared.Select(d => d.Column)];
        var steps = scan.Steps.Select((_, i) => BindScanStep(scan.Steps, i, row, scope)).ToList();
        return new Scan(input, scan.MatchId?.Text, declared, steps);
    }

    // Each partition is walked over for itself.
    private Partition? BindPartitionedScan(KqlPlan input, ScanSyntax scan, Scope scope)
    {
        var keys = scan.PartitionBy.Select(k => BindItem(k, scope, "Column1").Value).ToList();
        if (keys.Any(k => k is BrokenExpression))
            return null;
        var key = keys.Count == 1 ? keys[0] : new CallExpression("pack_array", [.. keys.Select(k => Convert(k, KqlType.Dynamic))], KqlType.Dynamic);
        var rows = NextRows(input.Columns);
        var each = BindSteps(rows, [scan with { PartitionBy = [] }], Inner(scope));
        return each is null ? null : new Partition(input, key, rows, each);
    }

    private KqlExpression DeclaredDefault(ScanColumnSyntax column, Scope scope) => column.Default is null
        ? new LiteralExpression(column.Type, column.Type == KqlType.String ? "" : null)
        : Coerce(BindValue(column.Default, scope with { Row = [] }), column.Type, column.Default.Span);

    private ScanStep BindScanStep(IReadOnlyList<ScanStepSyntax> steps, int at, List<KqlColumn> row, Scope scope)
    {
        var step = steps[at];
        var known = steps.Take(at + 1).Select(s => s.Name.Text).ToHashSet(StringComparer.Ordinal);
        var held = known.SelectMany(name => row.Select(c => c with { Name = StateName(name, c.Name) }));
        var inner = scope with { Row = [.. row, .. held], ScanSteps = known };
        var condition = BindPredicate(step.Condition, inner);
        var assignments = new List<NamedExpression>();
        foreach (var assignment in step.Assignments)
        {
            if (row.FirstOrDefault(c => c.Name == assignment.Name.Text) is not { } column)
            {
                UnknownColumn(assignment.Name.Text, assignment.Name.Span, inner);
                continue;
            }

            assignments.Add(new NamedExpression(column.Name, Coerce(BindValue(assignment.Value, inner), column.Type, assignment.Value.Span)));
        }

        return new ScanStep(step.Name.Text, OutputOf(step), condition, assignments);
    }

    private ScanOutput OutputOf(ScanStepSyntax step)
    {
        switch (step.Output?.Text)
        {
            case null or "all": return ScanOutput.All;
            case "last": return ScanOutput.Last;
            case "none": return ScanOutput.None;
            default:
                diagnostics.Add(KqlCodes.Unexpected, step.Output.Span, $"A step gives 'all', 'last' or 'none' of its rows, not '{step.Output.Text}'.");
                return ScanOutput.All;
        }
    }

    private static string StateName(string step, string column) => $"{step}.{column}";

    // In 'scan', s1.x is what the step s1 holds of column x.
    private KqlExpression BindMember(MemberSyntax member, Scope scope)
    {
        if (member.Target is NameExpressionSyntax target && scope.ScanSteps?.Contains(target.Name) == true)
        {
            return scope.FindColumn(StateName(target.Name, member.Member.Text)) is { } column
                ? Same(column).Value
                : UnknownColumn(member.Member.Text, member.Member.Span, scope);
        }

        return BindStep(member.Target, new PathStep(member.Member.Text), member.Span, scope);
    }
}
