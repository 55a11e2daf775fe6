using Picket.Configuration;
using Picket.Storage.Segments;

namespace Picket.Serving;

/// <summary>What the doctor looks at beyond the machine.</summary>
internal static class Examination
{
    public static async Task<IReadOnlyList<Check>> RunAsync(LocalTarget target, CancellationToken cancellationToken)
    {
        var checks = new List<Check>();
        var settings = Settings.Load(target);
        checks.Add(new("configuration", CheckState.Ok, ConfigLoader.FileOf(target.ConfigFile) ?? "defaults", ""));
        checks.Add(Rules(settings));
        checks.Add(await StoreAsync(settings, cancellationToken));
        return checks;
    }

    private static Check Rules(Settings settings)
    {
        var rules = Pipeline.Detecting.RuleSet.Load(settings.House.RuleDirectories, out var problems);
        return problems.Count == 0
            ? new("rules", CheckState.Ok, $"{rules.Rules.Count} loaded", "")
            : new("rules", CheckState.Warn, $"{rules.Rules.Count} loaded, {problems.Count} problems; the first: {problems[0]}", "Run 'picket test' to see all of them.");
    }

    private static async Task<Check> StoreAsync(Settings settings, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(settings.House.DataFolder))
            return new("store", CheckState.Ok, "not made yet", "");
        var found = await StoreVerifier.VerifyAsync(settings.House.DataFolder, LastAnchor.Read(settings.House.DataFolder), cancellationToken);
        return found.FirstBroken is null
            ? new("store", CheckState.Ok, $"{found.Segments} segments, {found.Links} links, whole", "")
            : new("store", CheckState.Fail, found.Problems[0], "Keep the folder as it is and run 'picket store verify'; restore the segment from a copy.");
    }
}
