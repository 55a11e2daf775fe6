using System.Globalization;
using Picket.Kql.Binding;
using Picket.Kql.Functions;
using Picket.Kql.Values;
using Picket.Kql;
using Xunit;

namespace Picket.Tests.Kql.Functions;

/// <summary>Calls the body of a function as a back end does: arguments in the types of the signature, null without a call.</summary>
internal static class FunctionBody
{
    /// <summary>The result as JSON, of arguments given as a JSON array.</summary>
    public static string Call(string name, string arguments)
    {
        Assert.True(DynamicJson.TryParse(arguments, out var parsed), arguments);
        return DynamicJson.Write(Value(name, (object?[])parsed!));
    }

    /// <summary>The result of arguments that JSON may not have, such as times.</summary>
    public static object? Value(string name, params object?[] arguments)
    {
        var function = ScalarFunctions.Find(name) ?? throw new ArgumentException($"No function {name}.", nameof(name));
        var signature = FunctionCatalog.Find(name)!;
        Assert.InRange(arguments.Length, signature.Least, signature.Most);
        var typed = arguments.Select((a, i) => Typed(a, signature.At(i))).ToArray();
        var call = new CallExpression(name, [.. typed.Select((a, i) => Literal(a, signature.At(i)))], signature.Result ?? KqlType.Dynamic);
        return !function.SeesNull && typed.Contains(null) ? null : function.Compile(call)(typed);
    }

    private static object? Typed(object? value, Parameter parameter) => (parameter.Accepts, parameter.Type) switch
    {
        (Accepts.Text, _) => KqlFormat.Text(value),
        (Accepts.Typed, KqlType.Real) when value is long whole => (double)whole,
        (Accepts.Typed, KqlType.Real) when value is string text => double.Parse(text, CultureInfo.InvariantCulture),
        (Accepts.Typed, KqlType.Long) when value is double real => (long)real,
        _ => value,
    };

    private static LiteralExpression Literal(object? value, Parameter parameter) => parameter.Accepts switch
    {
        Accepts.Text => new(KqlType.String, value),
        Accepts.Typed => new(parameter.Type, parameter.Type == KqlType.Dynamic ? DynamicJson.Write(value) : value),
        _ => new(KqlType.Dynamic, DynamicJson.Write(value)),
    };
}
