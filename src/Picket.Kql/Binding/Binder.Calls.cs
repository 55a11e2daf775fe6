using Picket.Kql.Functions;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    /// <summary>The functions bound by hand, in <see cref="BindSpecialCall"/>.</summary>
    public static readonly IReadOnlyList<string> SpecialNames =
    [
        "now", "ago", "not", "toscalar", "case", "bin", "floor", "bin_at", "column_ifexists", "columnifexists", "iscolumnexists", "pack",
        "bag_pack", "pack_dictionary", "geo_info_from_ip_address", "pack_all", "bag_pack_columns", "extract_json", "extractjson", "materialize", "column_names_of",
        "ingestion_time", "assert", "table", "totable",
    ];

    private KqlExpression BindCall(CallSyntax call, Scope scope)
    {
        var name = call.Function.Text;
        if (FindFunction(call, scope) is { } function)
        {
            var bound = BindUserCall(call, function, scope);
            return bound.Table is { } table ? SingleValue(table, call.Span, isImplicit: true) : bound.Value ?? BrokenExpression.Instance;
        }

        if (BindGraphCall(call, scope) is { } graphValue)
            return graphValue;
        if (Places.ContainsKey(name))
            return RefusePlace(call);
        if (AggregateCatalog.Find(name) is { } aggregate && (scope.Aggregates is not null || FunctionCatalog.Find(name) is null))
            return BindAggregateCall(call, aggregate, scope);
        if (Conversions.TryGetValue(name, out var type))
            return IsCountRight(call, 1, 1) ? BindConversion(call.Arguments[0], type, scope) : BrokenExpression.Instance;
        if (WindowFunctions.TryGetValue(name, out var window))
            return BindWindowCall(call, window, scope);
        return BindSpecialCall(call, scope) ?? (BindMany(call, scope) is { } many ? many.Output(0) : BindCatalogCall(call, scope));
    }

    private KqlExpression BindConversion(ExpressionSyntax argument, KqlType type, Scope scope)
    {
        var value = BindValue(argument, scope);
        return value is BrokenExpression ? value : Convert(value, type);
    }

    private KqlExpression BindAggregateCall(CallSyntax call, AggregateSignature aggregate, Scope scope)
    {
        if (scope.Aggregates is { } items)
            return BindAggregate(call, aggregate, items, [], scope)[0].Column;
        diagnostics.Add(KqlCodes.Aggregate, call.Function.Span, $"'{call.Function.Text}()' is an aggregate; it stands in 'summarize'.");
        return BrokenExpression.Instance;
    }

    // Functions whose arguments mean something of their own; null for all others.
    private KqlExpression? BindSpecialCall(CallSyntax call, Scope scope)
    {
        switch (call.Function.Text)
        {
            case "now":
                return IsCountRight(call, 0, 1) ? FromNow(call, 0, Arithmetic.Add, scope) : BrokenExpression.Instance;
            case "ago":
                return IsCountRight(call, 1, 1) ? FromNow(call, 0, Arithmetic.Subtract, scope) : BrokenExpression.Instance;
            case "not":
                return IsCountRight(call, 1, 1) ? new NotExpression(BindPredicate(call.Arguments[0], scope)) : BrokenExpression.Instance;
            case "toscalar":
                return IsCountRight(call, 1, 1) ? BindToScalar(call.Arguments[0], scope) : BrokenExpression.Instance;
            case "case":
                return IsCountRight(call, 3, 255) ? BindCase(call, scope) : BrokenExpression.Instance;
            case "bin" or "floor":
                return IsCountRight(call, 2, 2) ? BindBin(call, scope, null) : BrokenExpression.Instance;
            case "bin_at":
                return IsCountRight(call, 3, 3) ? BindBin(call, scope, BindValue(call.Arguments[2], scope)) : BrokenExpression.Instance;
            case "column_ifexists" or "columnifexists" or "iscolumnexists":
                return IsCountRight(call, call.Function.Text == "iscolumnexists" ? 1 : 2, 2) ? BindColumnIfExists(call, scope) : BrokenExpression.Instance;
            case "pack" or "bag_pack" or "pack_dictionary":
                return IsCountRight(call, 2, MaxPacked) ? BindPack(call, scope) : BrokenExpression.Instance;
            case "pack_all":
                return IsCountRight(call, 0, 1) ? BindPackAll(call, scope) : BrokenExpression.Instance;
            case "bag_pack_columns":
                return IsCountRight(call, 1, MaxPacked) ? BindPackColumns(call, scope) : BrokenExpression.Instance;
            case "pack_array" when call.Arguments is [StarSyntax]:
                return new CallExpression("pack_array", [.. scope.Row.Select(c => Convert(Same(c).Value, KqlType.Dynamic))], KqlType.Dynamic);
            case "estimate_data_size" when call.Arguments is [StarSyntax]:
                return new CallExpression("estimate_data_size", [.. scope.Row.Select(c => Same(c).Value)], KqlType.Long);
            case "parse_json" or "todynamic" or "parsejson" or "toobject" when call.Arguments.Count == 1:
                return Reread(BindValue(call.Arguments[0], scope));
            case "extract" when call.Arguments.Count == 4:
                return BindTypedExtract(call, scope);
            case "extract_all" when call.Arguments.Count == 3:
                // The groups wanted stand in the middle; the function has them last.
                return BindCatalogCall(call with { Arguments = [call.Arguments[0], call.Arguments[2], call.Arguments[1]] }, scope);
            case "percentile_tdigest" when call.Arguments is [_, _, TypeSyntax type]:
                return Convert(BindCatalogCall(call with { Arguments = [.. call.Arguments.Take(2)] }, scope), type.Type);
            case "extract_json" or "extractjson":
                return BindExtractJson(call, scope);
            case "materialize" when call.Arguments.Count == 1:
                return SingleValueOf(call, scope);
            case "column_names_of":
                return BindColumnNames(call, scope);
            case "ingestion_time":
                return IsCountRight(call, 0, 0) ? IngestionTime(scope) : BrokenExpression.Instance;
            case "geo_info_from_ip_address":
                return IsCountRight(call, 1, 1) ? BindGeoInfo(call, scope) : BrokenExpression.Instance;
            case "assert":
                return IsCountRight(call, 2, 2) ? BindAssert(call, scope) : BrokenExpression.Instance;
            default:
                return null;
        }
    }

    // parse_json(tostring(parse_json(x).y)).z is one walk through x: only what is a text on the way is read as JSON once more.
    private static KqlExpression? Reread(KqlExpression value) => value switch
    {
        { Type: KqlType.Dynamic } => value,
        ConvertExpression { Type: KqlType.String, Operand: { Type: KqlType.Dynamic } inner } => new CallExpression(JsonFunctions.Reread, [inner], KqlType.Dynamic),
        _ => null,
    };

    // Checked while binding, so that it says where.
    private KqlExpression BindAssert(CallSyntax call, Scope scope)
    {
        var test = BindPredicate(call.Arguments[0], scope with { Row = [] });
        if (BindValue(call.Arguments[1], scope with { Row = [] }) is not LiteralExpression { Value: string message } || test is not LiteralExpression { Value: var isTrue })
        {
            if (test is not BrokenExpression)
                diagnostics.Add(KqlCodes.BadConstant, call.Span, "'assert' takes a constant condition and a constant message.");
            return BrokenExpression.Instance;
        }

        if (isTrue is not true)
            diagnostics.Add(KqlCodes.AssertionFailed, call.Span, $"The assertion does not hold: {message}");
        return test;
    }

    private BrokenExpression SingleValueOf(CallSyntax call, Scope scope)
    {
        if (BindTable(call, scope) is not null)
            diagnostics.Add(KqlCodes.TableOrValue, call.Span, "A value is wanted here, but this is a table. Wrap it in toscalar().");
        return BrokenExpression.Instance;
    }

    private KqlExpression FromNow(CallSyntax call, int at, Arithmetic operation, Scope scope)
    {
        var time = new LiteralExpression(KqlType.DateTime, _now);
        if (call.Arguments.Count <= at)
            return time;
        var offset = Coerce(BindValue(call.Arguments[at], scope), KqlType.TimeSpan, call.Arguments[at].Span);
        return offset is BrokenExpression ? offset : ConstantFolder.Fold(new ArithmeticExpression(operation, time, offset, KqlType.DateTime));
    }

    private KqlExpression BindToScalar(ExpressionSyntax argument, Scope scope)
    {
        var bound = Bind(argument, scope with { Row = [], Aggregates = null });
        return bound.Table is { } table ? SingleValue(table, argument.Span, isImplicit: false) : bound.Value ?? BrokenExpression.Instance;
    }

    private KqlExpression BindCase(CallSyntax call, Scope scope)
    {
        if (call.Arguments.Count % 2 == 0)
        {
            diagnostics.Add(KqlCodes.ArgumentCount, call.Span, "'case' takes pairs of condition and value, then the value for all else.");
            return BrokenExpression.Instance;
        }

        var result = BindValue(call.Arguments[^1], scope);
        for (var i = call.Arguments.Count - 3; i >= 0; i -= 2)
        {
            var value = BindValue(call.Arguments[i + 1], scope);
            if (ToCommon([value, result], call.Span) is not { } both)
                return BrokenExpression.Instance;
            result = new CallExpression("iff", [BindPredicate(call.Arguments[i], scope), .. both], both[0].Type);
        }

        return result;
    }

    private KqlExpression BindBin(CallSyntax call, Scope scope, KqlExpression? origin)
    {
        var value = BindValue(ValueOf(call.Arguments[0]), scope);
        var size = BindValue(ValueOf(call.Arguments[1]), scope);
        if (value is BrokenExpression || size is BrokenExpression || origin is BrokenExpression)
            return BrokenExpression.Instance;
        if (value.Type == KqlType.Dynamic)
            value = Convert(value, size.Type == KqlType.TimeSpan ? KqlType.DateTime : KqlType.Real);

        var isTime = value.Type is KqlType.DateTime or KqlType.TimeSpan;
        var type = isTime ? value.Type : KqlTypes.Common(value.Type, size.Type);
        if (type is null || (isTime && size.Type != KqlType.TimeSpan) || (!isTime && !type.Value.IsNumber))
        {
            diagnostics.Add(KqlCodes.TypeMismatch, call.Span, $"A {value.Type.Word} cannot be rounded to a {size.Type.Word}.");
            return BrokenExpression.Instance;
        }

        if (!isTime)
            (value, size) = (Convert(value, type.Value), Convert(size, type.Value));
        KqlExpression[] arguments = origin is null ? [value, size] : [value, size, Coerce(origin, type.Value, call.Span)];
        return ConstantFolder.Fold(new CallExpression("bin", arguments, type.Value));
    }

    private KqlExpression BindColumnIfExists(CallSyntax call, Scope scope)
    {
        if (BindValue(call.Arguments[0], scope) is not LiteralExpression { Value: string name })
        {
            diagnostics.Add(KqlCodes.BadConstant, call.Arguments[0].Span, "The column's name is a constant string.");
            return BrokenExpression.Instance;
        }

        var column = scope.FindColumn(name);
        if (call.Function.Text == "iscolumnexists")
            return new LiteralExpression(KqlType.Bool, column is not null);
        return column is null ? BindValue(call.Arguments[1], scope) : Same(column).Value;
    }

    private KqlExpression BindTypedExtract(CallSyntax call, Scope scope)
    {
        var text = BindCatalogCall(call with { Arguments = [.. call.Arguments.Take(3)] }, scope);
        return call.Arguments[3] is TypeSyntax type ? Convert(text, type.Type) : text;
    }

    private KqlExpression BindCatalogCall(CallSyntax call, Scope scope)
    {
        if (call.Function.Text.StartsWith('$') || FunctionCatalog.Find(call.Function.Text) is not { } signature)
        {
            if (ServiceFunctions.WhyNot(call.Function.Text) is { } reason)
            {
                diagnostics.Add(KqlCodes.UnknownFunction, call.Function.Span, $"The function '{call.Function.Text}' is not supported. {reason}");
                return BrokenExpression.Instance;
            }

            var hint = Suggestion.For(call.Function.Text, FunctionCatalog.Names.Concat(AggregateCatalog.Names).Concat(Conversions.Keys).Concat(scope.Names.All));
            diagnostics.Add(KqlCodes.UnknownFunction, call.Function.Span, $"The function '{call.Function.Text}' is not known or not supported yet.{hint}");
            return BrokenExpression.Instance;
        }

        if (!IsCountRight(call, signature.Least, signature.Most))
            return BrokenExpression.Instance;
        var arguments = call.Arguments.Select((a, i) => Accept(BindValue(ValueOf(a), scope), signature.At(i), a.Span)).ToList();
        if (arguments.Any(a => a is BrokenExpression))
            return BrokenExpression.Instance;

        if (!IsAccepted(call, signature.Name, arguments))
            return BrokenExpression.Instance;
        var common = arguments.Where((_, i) => signature.At(i).Accepts == Accepts.Common).ToList();
        if (common.Count > 0)
        {
            if (ToCommon(common, call.Span) is not { } same)
                return BrokenExpression.Instance;
            arguments = [.. arguments.Take(arguments.Count - same.Count), .. same];
        }

        return ConstantFolder.Fold(new CallExpression(signature.Name, arguments, signature.Result ?? arguments[common.Count > 0 ? ^1 : 0].Type));
    }

    private bool IsAccepted(CallSyntax call, string name, List<KqlExpression> arguments)
    {
        if (ScalarFunctions.Find(name)?.Check?.Invoke(arguments) is not { } problem)
            return true;
        diagnostics.Add(KqlCodes.BadConstant, call.Arguments[problem.At].Span, problem.Message);
        return false;
    }

    private KqlExpression Accept(KqlExpression value, Parameter parameter, TextSpan span)
    {
        switch (parameter.Accepts)
        {
            case Accepts.Text: return Convert(value, KqlType.String);
            case Accepts.Json: return Convert(value, KqlType.Dynamic);
            case Accepts.Number when value.Type == KqlType.Dynamic: return Convert(value, KqlType.Real);
            case Accepts.Number when value.Type.IsNumber || value.Type == KqlType.TimeSpan: return value;
            case Accepts.Number: return Coerce(value, KqlType.Real, span);
            case Accepts.Typed: return Coerce(value, parameter.Type, span);
            default: return value;
        }
    }

    private List<KqlExpression>? ToCommon(List<KqlExpression> values, TextSpan span)
    {
        if (values.Any(v => v is BrokenExpression))
            return null;
        KqlType? type = null;
        foreach (var value in values.Where(v => v is not LiteralExpression { Value: null }))
            type = type is null ? value.Type : Wider(type.Value, value.Type);
        type ??= values[0].Type;
        if (type is { } common && values.All(v => v is LiteralExpression { Value: null } || Wider(common, v.Type) == common))
            return [.. values.Select(v => Convert(v, common))];
        diagnostics.Add(KqlCodes.TypeMismatch, span, $"The values {string.Join(", ", values.Select(v => v.Type.Word))} have no common type. Convert them first.");
        return null;
    }

    // A dynamic met by anything else stays dynamic: iff(x, a.b, "none").
    private static KqlType? Wider(KqlType left, KqlType right) =>
        left == KqlType.Dynamic || right == KqlType.Dynamic ? KqlType.Dynamic : KqlTypes.Common(left, right);

    private bool IsCountRight(CallSyntax call, int least, int most)
    {
        var count = call.Arguments.Count;
        if (count >= least && count <= most)
            return true;
        var wanted = least == most ? $"{least}" : $"{least} to {most}";
        diagnostics.Add(KqlCodes.ArgumentCount, call.Span, $"'{call.Function.Text}' takes {wanted} arguments, found {count}.");
        return false;
    }
}
