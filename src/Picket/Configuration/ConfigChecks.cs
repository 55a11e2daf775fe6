using System.Globalization;
using System.Net;
using Picket.Pipeline.Alerting;
using Picket.Pipeline.Collecting;

namespace Picket.Configuration;

/// <summary>What one option alone cannot show to be wrong.</summary>
internal sealed class ConfigChecks(ProblemList problems, Func<string, Place> placeOf)
{
    public void Run(PicketOptions options)
    {
        Unique("sources", [.. options.Sources.Select(source => source.Name)]);
        Unique("alerting.outputs", [.. options.Alerting.Outputs.Select(output => output.Name)]);
        foreach (var (index, source) in options.Sources.Index())
            Source($"sources[{index}]", source, options.Sources);
        foreach (var (index, output) in options.Alerting.Outputs.Index())
            Output($"alerting.outputs[{index}]", output);
        Server(options.Server);
    }

    private void Server(ServerOptions server)
    {
        foreach (var (index, address) in server.Listen.Index().Where(a => !IsListenAddress(a.Item)))
            Report($"server.listen[{index}]", $"'{address}' is not an address to listen on. Write HOST:PORT, such as 127.0.0.1:8480.");
        if (server.Listen.Count == 0)
            Report("server.listen", "The server has no address to listen on. Name one, such as 127.0.0.1:8480.");
        if (server.CertificateFile is null != server.KeyFile is null)
            Report("server", "'certificateFile' and 'keyFile' go together. Set both, or neither.");
    }

    private void Source(string path, SourceOptions source, IReadOnlyList<SourceOptions> all)
    {
        if (source is { Kind: "auditFile", Paths.Count: 0 })
            Report(path, $"Source '{source.Name}' reads files but has no 'paths'. Name at least one.");
        if (source.Kind == "stdin" && all.First(s => s.Kind == "stdin") != source)
            Report(path, "There is only one standard input. Keep one source of kind 'stdin'.");
    }

    private void Output(string path, OutputOptions output)
    {
        if (output.Url is null)
            return; // reported as missing

        if (output.Url is { Scheme: "http", IsLoopback: false } && !output.AllowPlainHttp)
            Report($"{path}.url", $"Output '{output.Name}' would send alerts over the network unencrypted. "
                + "Use https, or set 'allowPlainHttp: true' if that is meant.");
        if (output.Url.UserInfo.Length > 0)
            Report($"{path}.url", $"The address of output '{output.Name}' contains a name or password. Put it into 'headers', by reference.");
        if (output.FirstRetry > output.MaxRetry)
            Report($"{path}.firstRetry", "'firstRetry' is longer than 'maxRetry'. Lower it, or raise 'maxRetry'.");
        foreach (var name in output.Headers.Keys.Where(name => !IsHeaderName(name)))
            Report($"{path}.headers.{name}", $"'{name}' cannot be the name of a header here. Use letters, digits and hyphens.");
    }

    private void Unique(string path, IReadOnlyList<string> names)
    {
        var seen = new Dictionary<string, int>();
        foreach (var (index, name) in names.Index().Where(entry => entry.Item is not null))
        {
            if (!seen.TryAdd(name, index))
                problems.Add("PKT7207", placeOf($"{path}[{index}].name"), $"The name '{name}' is taken by "
                    + $"the entry in line {placeOf($"{path}[{seen[name]}]").Line}. Give each its own.");
        }
    }

    private void Report(string path, string message) => problems.Add("PKT7209", placeOf(path), message);

    private static bool IsListenAddress(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && (IPAddress.TryParse(text.AsSpan(0, colon), out _) || Uri.CheckHostName(text[..colon]) == UriHostNameType.Dns);
    }

    private static bool IsHeaderName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && !name.StartsWith("X-Picket-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
}
