using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private const string SharedPrefix = "$many";

    /// <summary>A call that gives several columns: its value is the array of them.</summary>
    private sealed record Many(KqlExpression Call, IReadOnlyList<KqlColumn> Columns)
    {
        public KqlExpression Output(int at) =>
            Call is BrokenExpression ? Call : Convert(new PathExpression(Call, [new PathStep(null, at)]), Columns[at].Type);
    }

    // Null for all other expressions. As a plain value such a call is its first column.
    private Many? BindMany(ExpressionSyntax syntax, Scope scope)
    {
        if (syntax is not CallSyntax call || FindFunction(call, scope) is not null || FunctionCatalog.Find(call.Function.Text) is not { } signature)
            return null;
        if (signature is { Outputs: [], GivesArrays: false })
            return null;
        var bound = BindCatalogCall(call, scope);
        var argument = call.Arguments.Count > 0 ? NameOf(call.Arguments[0]) : null;
        return new Many(bound, signature.GivesArrays ? ArrayColumns(call, bound) : NamedAfter(signature, argument));
    }

    // array_sort_asc(a, b) gives 'a_sorted' and 'b_sorted'; a flag at the end is no array.
    private static List<KqlColumn> ArrayColumns(CallSyntax call, KqlExpression bound)
    {
        var isFlag = call.Arguments is [_, .., LiteralSyntax { Type: KqlType.Bool }] || bound is CallExpression { Arguments: [_, .., ConvertExpression { Operand.Type: KqlType.Bool }] };
        var count = Math.Max(call.Arguments.Count - (isFlag ? 1 : 0), 1);
        return [.. call.Arguments.Take(count).Select((a, i) => new KqlColumn($"{NameOf(a) ?? $"array{i}"}_sorted", KqlType.Dynamic))];
    }

    private static List<KqlColumn> NamedAfter(FunctionSignature signature, string? argument) =>
    [
        .. signature.Outputs.Select(o => o with { Name = argument is null ? $"{signature.Name}_{o.Name}" : $"{signature.Name}_{argument}_{o.Name}" }),
    ];

    // Given names go to the first columns, and the others are dropped.
    private void AddMany(List<NamedExpression> columns, Many many, ExpressionSyntax item, string? printName, List<NamedExpression>? shared)
    {
        var names = item is NamedSyntax named ? named.Names : [];
        foreach (var name in names.Skip(many.Columns.Count))
            diagnostics.Add(KqlCodes.Unexpected, name.Span, $"There is no column for the name '{name.Text}': the function gives {many.Columns.Count}.");
        if (shared is not null && many.Call is not BrokenExpression)
        {
            shared.Add(new NamedExpression($"{SharedPrefix}{shared.Count}", many.Call));
            many = many with { Call = new ColumnExpression(shared[^1].Name, KqlType.Dynamic) };
        }

        var shown = names.Count > 0 ? Math.Min(names.Count, many.Columns.Count) : many.Columns.Count;
        for (var i = 0; i < shown; i++)
        {
            var ownName = many.Columns.Count == 1 && printName is not null ? printName : many.Columns[i].Name;
            AddItem(columns, new Item(i < names.Count ? names[i].Text : ownName, i < names.Count, many.Output(i)), item.Span);
        }
    }

    private Project Computed(IReadOnlyList<ExpressionSyntax> items, Func<List<NamedExpression>, Project> compute, Scope scope)
    {
        var shared = new List<NamedExpression>();
        var project = compute(BindItems(items, scope, i => $"Column{i + 1}", shared));
        return shared.Count == 0 ? project : project with { Input = Extend(project.Input, shared) };
    }
}
