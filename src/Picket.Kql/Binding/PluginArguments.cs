using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

/// <summary>The arguments of a plug-in's call: those by place, and those by name.</summary>
internal sealed class PluginArguments
{
    private readonly Dictionary<string, ExpressionSyntax> _named = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ExpressionSyntax> _placed = [];

    public PluginArguments(CallSyntax call)
    {
        Call = call;
        foreach (var argument in call.Arguments)
        {
            if (argument is NamedSyntax named)
                _named[named.Names[0].Text] = named.Value;
            else
                _placed.Add(argument);
        }
    }

    public CallSyntax Call { get; }

    public string Plugin => Call.Function.Text;

    public IReadOnlyList<ExpressionSyntax> Placed => _placed;

    public IEnumerable<string> Names => _named.Keys;

    /// <summary>The argument of that name, else the one at that place, else null.</summary>
    public ExpressionSyntax? Find(string name, int place) =>
        _named.GetValueOrDefault(name) ?? (place >= 0 && place < _placed.Count ? _placed[place] : null);
}
