namespace Picket.Kql.Functions;

/// <summary>What a user-agent header tells of browser, operating system and device; what it does not tell is empty or 'Other'.</summary>
internal static class UserAgentFunctions
{
    private static readonly string[] Targets = ["browser", "os", "device"];

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("parse_user_agent(string,json) dynamic", Parse) { Check = Check },
    ];

    private static object? Parse(object?[] a)
    {
        var wanted = (a[1] as object?[] ?? [a[1]]).OfType<string>().Select(t => t.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var (agent, result) = (a.Text(0), new OrderedDictionary<string, object?>(StringComparer.Ordinal));
        if (wanted.Contains("browser"))
            result["Browser"] = Named(["Family", "MajorVersion", "MinorVersion", "Patch"], UserAgents.Match(UserAgents.Browsers, agent));
        if (wanted.Contains("os"))
            result["OperatingSystem"] = Named(["Family", "MajorVersion", "MinorVersion", "Patch", "PatchMinor"], UserAgents.Match(UserAgents.Systems, agent));
        if (wanted.Contains("device"))
            result["Device"] = Named(["Family", "Brand", "Model"], UserAgents.Match(UserAgents.Devices, agent));
        return result.Count == 0 ? null : result;
    }

    private static OrderedDictionary<string, object?> Named(string[] names, IReadOnlyList<string> values)
    {
        var bag = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
            bag[names[i]] = i < values.Count ? values[i] : "";
        return bag;
    }

    private static ArgumentProblem? Check(IReadOnlyList<KqlExpression> arguments) =>
        Arguments.Constant(arguments, 1) is { } json && !Targets.Any(t => json.Contains(t, StringComparison.OrdinalIgnoreCase))
            ? new ArgumentProblem(1, "Looked for are 'browser', 'os' and 'device', one as a text or several as an array.")
            : null;
}
