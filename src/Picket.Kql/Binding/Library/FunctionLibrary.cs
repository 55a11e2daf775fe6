using System.Collections.Frozen;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding.Library;

/// <summary>
/// Functions that are written in KQL themselves and that a query may call without defining them, as where the functions of Kusto's
/// library are stored in the database. A query's own definition of the name comes first.
/// </summary>
internal static class FunctionLibrary
{
    private static readonly FrozenDictionary<string, Lazy<FunctionMeaning>> ByName =
        MathLibrary.Definitions.Concat(SeriesLibrary.Definitions).Concat(TimeLibrary.Definitions)
            .ToFrozenDictionary(d => d.Name, d => new Lazy<FunctionMeaning>(() => Read(d)), StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static FunctionMeaning? Find(string name) => ByName.GetValueOrDefault(name)?.Value;

    private static FunctionMeaning Read(LibraryFunction definition)
    {
        var source = new SourceText($"let {definition.Name} = {definition.Text};");
        var diagnostics = new DiagnosticBag(source);
        var statements = new Parser(new Lexer(source, diagnostics).Read(), diagnostics).ParseQuery();
        return statements is [LetSyntax { Value: FunctionSyntax function }] && diagnostics.Count == 0
            ? new FunctionMeaning(definition.Name, function, new Names(null))
            : throw new InvalidOperationException($"The library function '{definition.Name}' cannot be read.");
    }
}

/// <summary>A function of the library: parameters and body as <c>let</c> takes them.</summary>
internal sealed record LibraryFunction(string Name, string Text);
