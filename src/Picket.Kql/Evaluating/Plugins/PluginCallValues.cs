using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>Reads the arguments that are the same for all rows.</summary>
internal static class PluginCallValues
{
    extension(PluginCall call)
    {
        public object? Constant(int at) => at < call.Arguments.Count ? call.Arguments[at].Value([]) : null;

        public string Text(int at) => (string)KqlConversion.ToText(call.Constant(at));

        public long Long(int at) => KqlConversion.To(call.Constant(at), KqlType.Long) as long? ?? 0;

        public double Real(int at) => KqlConversion.To(call.Constant(at), KqlType.Real) as double? ?? 0;
    }
}
