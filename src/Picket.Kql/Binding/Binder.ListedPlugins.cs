using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private KqlPlan? BindListedPlugin(KqlPlan input, PluginArguments arguments, OutputSchemaSyntax? schema, Scope scope)
    {
        ReportPlugin(arguments.Call.Function.Span, $"There is no plug-in '{arguments.Plugin}'.");
        return null;
    }
}
