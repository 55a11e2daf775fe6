using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private static readonly Dictionary<string, JoinKind> JoinKinds = new(StringComparer.Ordinal)
    {
        ["innerunique"] = JoinKind.InnerUnique,
        ["inner"] = JoinKind.Inner,
        ["leftouter"] = JoinKind.LeftOuter,
        ["rightouter"] = JoinKind.RightOuter,
        ["fullouter"] = JoinKind.FullOuter,
        ["outer"] = JoinKind.FullOuter,
        ["leftanti"] = JoinKind.LeftAnti,
        ["anti"] = JoinKind.LeftAnti,
        ["leftantisemi"] = JoinKind.LeftAnti,
        ["rightanti"] = JoinKind.RightAnti,
        ["rightantisemi"] = JoinKind.RightAnti,
        ["leftsemi"] = JoinKind.LeftSemi,
        ["semi"] = JoinKind.LeftSemi,
        ["rightsemi"] = JoinKind.RightSemi,
    };

    private Join? BindJoin(KqlPlan left, JoinSyntax join, Scope scope)
    {
        if (!TryBindTable(join.Right, scope, out var right))
            return null;

        var kind = BindJoinKind(join);
        var keys = new List<JoinKey>();
        foreach (var condition in join.Conditions)
            BindConditions(condition, left, right, keys, scope);
        if (keys.Count == 0)
            return null;

        var outputs = JoinOutputs(kind, left, right, join.IsLookup ? keys : []);
        return new Join(kind, left, right, keys, outputs);
    }

    private JoinKind BindJoinKind(JoinSyntax join)
    {
        var option = join.Options.FirstOrDefault(o => o.Name == "kind");
        if (option is null)
            return join.IsLookup ? JoinKind.LeftOuter : JoinKind.InnerUnique;
        if (JoinKinds.TryGetValue(option.Value, out var kind))
            return kind;
        diagnostics.Add(KqlCodes.Unexpected, option.Span,
            $"There is no join kind '{option.Value}'.{Suggestion.For(option.Value, JoinKinds.Keys)}");
        return JoinKind.Inner;
    }

    private void BindConditions(ExpressionSyntax condition, KqlPlan left, KqlPlan right, List<JoinKey> keys, Scope scope)
    {
        switch (condition)
        {
            case LogicalSyntax { IsOr: false } all:
                foreach (var term in all.Terms)
                    BindConditions(term, left, right, keys, scope);
                break;
            case NameExpressionSyntax name:
                AddKey(BindSide(name, left, scope), BindSide(name, right, scope), name.Span, keys);
                break;
            case BinarySyntax { Operator.Text: "==" } equal when SideOf(equal.Left) == "$left" && SideOf(equal.Right) == "$right":
                AddKey(BindSide(equal.Left, left, scope), BindSide(equal.Right, right, scope), equal.Span, keys);
                break;
            case BinarySyntax { Operator.Text: "==" } equal when SideOf(equal.Left) == "$right" && SideOf(equal.Right) == "$left":
                AddKey(BindSide(equal.Right, left, scope), BindSide(equal.Left, right, scope), equal.Span, keys);
                break;
            default:
                diagnostics.Add(KqlCodes.Unexpected, condition.Span,
                    "A join condition is a column that both sides have, or '$left.a == $right.b'.");
                break;
        }
    }

    private static string SideOf(ExpressionSyntax syntax) => syntax switch
    {
        NameExpressionSyntax name => name.Name,
        MemberSyntax member => SideOf(member.Target),
        IndexSyntax index => SideOf(index.Target),
        _ => "",
    };

    private KqlExpression BindSide(ExpressionSyntax syntax, KqlPlan side, Scope scope) =>
        BindValue(WithoutSide(syntax), scope with { Row = side.Columns });

    // $left.a.b is the path a.b in the left table.
    private static ExpressionSyntax WithoutSide(ExpressionSyntax syntax) => syntax switch
    {
        MemberSyntax { Target: NameExpressionSyntax { Name: "$left" or "$right" } } member => new NameExpressionSyntax(member.Member.Text, member.Span),
        MemberSyntax member => member with { Target = WithoutSide(member.Target) },
        IndexSyntax index => index with { Target = WithoutSide(index.Target) },
        _ => syntax,
    };

    private void AddKey(KqlExpression left, KqlExpression right, TextSpan span, List<JoinKey> keys)
    {
        if (left is BrokenExpression || right is BrokenExpression)
            return;
        var type = left.Type == KqlType.Dynamic && right.Type == KqlType.Dynamic ? KqlType.String : KqlTypes.Common(left.Type, right.Type);
        if (type is null)
        {
            diagnostics.Add(KqlCodes.TypeMismatch, span, $"A {left.Type.Word} cannot be joined with a {right.Type.Word}.");
            return;
        }

        keys.Add(new JoinKey(Convert(left, type.Value), Convert(right, type.Value)));
    }

    private static List<JoinColumn> JoinOutputs(JoinKind kind, KqlPlan left, KqlPlan right, IReadOnlyList<JoinKey> hidden)
    {
        var outputs = new List<JoinColumn>();
        if (kind is not (JoinKind.RightAnti or JoinKind.RightSemi))
            outputs.AddRange(left.Columns.Select(c => new JoinColumn(true, c.Name, c)));
        if (kind is JoinKind.LeftAnti or JoinKind.LeftSemi)
            return outputs;

        foreach (var column in right.Columns)
        {
            if (hidden.Any(k => k.Right is ColumnExpression key && key.Name == column.Name))
                continue;
            var taken = outputs.Select(o => o.Column.Name).ToList();
            var name = taken.Contains(column.Name) ? Unused(column.Name, taken) : column.Name;
            outputs.Add(new JoinColumn(false, column.Name, column with { Name = name }));
        }

        return outputs;
    }
}
