using Picket.Kql.Functions;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    // An expanded column stays where it stood.
    private Project? BindExpand(KqlPlan input, ExpandSyntax expand, Scope scope) =>
        ExpandOf(input, expand, scope) is { } expanded ? InOrder(expanded, input.Columns) : null;

    private Expand? ExpandOf(KqlPlan input, ExpandSyntax expand, Scope scope)
    {
        var index = expand.Options.FirstOrDefault(o => o.Name == "with_itemindex")?.Value;
        var limit = expand.Limit is null ? null : BindCount(expand.Limit, scope);
        if (limit is not (null or BrokenExpression or LiteralExpression { Value: long }))
            diagnostics.Add(KqlCodes.BadConstant, expand.Limit!.Span, "The limit of 'mv-expand' is a constant whole number.");
        var isBagArray = IsBagArray(expand);
        var items = new List<ExpandItem>();
        foreach (var item in expand.Items)
        {
            if (item.Value is StarSyntax)
            {
                BindOther(item.Value, scope);
                continue;
            }

            var named = BindItems([item.Value], scope, _ => $"Column{items.Count + 1}")[0];
            var value = named.Value is BrokenExpression ? named.Value : Convert(named.Value, KqlType.Dynamic);
            if (isBagArray && value is not BrokenExpression)
                value = new CallExpression(ExpandFunctions.Pairs, [value], KqlType.Dynamic);
            items.Add(new ExpandItem(value, new KqlColumn(named.Name, item.Type ?? KqlType.Dynamic)));
        }

        List<string> made = [.. items.Select(i => i.Column.Name), .. index is null ? [] : new[] { index }];
        var taken = made.ToHashSet(StringComparer.Ordinal);
        if (taken.Count < made.Count)
        {
            diagnostics.Add(KqlCodes.DuplicateColumn, expand.Span, "'mv-expand' would make two columns of one name. Give one another name: 'Other = …'.");
            return null;
        }

        var kept = input.Columns.Where(c => !taken.Contains(c.Name)).ToList();
        return new Expand(input, kept, items, index, (limit as LiteralExpression)?.Value as long?);
    }

    private bool IsBagArray(ExpandSyntax expand)
    {
        var option = expand.Options.LastOrDefault(o => o.Name is "kind" or "bagexpansion");
        if (option is not null && option.Value is not ("bag" or "array"))
            diagnostics.Add(KqlCodes.Unexpected, option.Span, $"Bags are expanded as 'bag' or as 'array', not as '{option.Value}'.");
        return option?.Value == "array";
    }
}
