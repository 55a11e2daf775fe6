namespace Picket.Pipeline.Reporting.Controls;

/// <summary>Reads a folder of control files into one catalogue, and reports everything that is wrong with them together.</summary>
public static class ControlCatalogueLoader
{
    /// <summary>The most files read from a folder.</summary>
    public const int MaxFiles = 200;

    /// <summary>The largest file read, in bytes.</summary>
    public const int MaxFileBytes = 1024 * 1024;

    /// <summary>
    /// Loads every <c>*.yaml</c> file of the folder. <paramref name="checks"/> are the check ids this version knows: a
    /// control that points at another one is a problem, so that no requirement silently goes unevaluated.
    /// </summary>
    public static ControlCatalogueResult Load(string folder, IReadOnlyCollection<string> checks)
    {
        if (!Directory.Exists(folder))
        {
            return Failed("PKT6001", folder, "The folder of controls does not exist. Point at a folder like 'content/controls/pci-dss-4.0.1'.");
        }

        string[] files = [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Take(MaxFiles + 1)];
        if (files.Length > MaxFiles) return Failed("PKT6002", folder, $"The folder holds more than {MaxFiles} control files.");
        if (files.Length == 0) return Failed("PKT6001", folder, "The folder of controls holds no '*.yaml' file.");

        var problems = new List<ControlProblem>();
        var read = new List<ControlFile>();
        foreach (var file in files)
        {
            if (Read(file, problems) is { } controlFile) read.Add(controlFile);
        }

        CheckAgreement(read, problems);
        CheckControls(read, checks, problems);
        return problems.Count > 0 ? new(null, problems) : new(Assemble(read), []);
    }

    private static ControlFile? Read(string file, List<ControlProblem> problems)
    {
        try
        {
            if (new FileInfo(file).Length > MaxFileBytes)
            {
                problems.Add(new("PKT6002", $"The file is larger than {MaxFileBytes} bytes.", file, 0, 0));
                return null;
            }

            return ControlFileReader.Read(file, File.ReadAllText(file), problems);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new("PKT6003", $"The file cannot be read: {exception.Message}", file, 0, 0));
            return null;
        }
    }

    private static void CheckAgreement(List<ControlFile> files, List<ControlProblem> problems)
    {
        foreach (var file in files.Skip(1).Where(f => (f.Catalogue, f.Version) != (files[0].Catalogue, files[0].Version)))
        {
            problems.Add(new(
                "PKT6007",
                $"The file belongs to '{file.Catalogue} {file.Version}', but '{files[0].File}' to "
                + $"'{files[0].Catalogue} {files[0].Version}'. Keep one catalogue per folder.",
                file.File, 1, 1));
        }
    }

    private static void CheckControls(
        List<ControlFile> files, IReadOnlyCollection<string> checks, List<ControlProblem> problems)
    {
        var seen = new Dictionary<string, PlacedControl>(StringComparer.Ordinal);
        foreach (var placed in files.SelectMany(f => f.Controls))
        {
            if (!seen.TryAdd(placed.Control.Id, placed))
            {
                var first = seen[placed.Control.Id];
                problems.Add(placed.Problem("PKT6008", $"The id '{placed.Control.Id}' is already used at {first.File}:{first.Line}."));
            }

            if (placed.Control.Check is not "" && !checks.Contains(placed.Control.Check))
            {
                problems.Add(placed.Problem(
                    "PKT6009",
                    $"Control '{placed.Control.Id}' points at the check '{placed.Control.Check}', which does not exist. "
                    + $"Checks are: {string.Join(", ", checks.Order(StringComparer.Ordinal))}."));
            }
        }
    }

    private static ControlCatalogue Assemble(List<ControlFile> files) => new(
        files[0].Catalogue,
        files[0].Version,
        [.. files.SelectMany(f => f.Controls).Select(p => p.Control).OrderBy(c => c.Id, ControlOrder.Instance)]);

    private static ControlCatalogueResult Failed(string code, string folder, string message) =>
        new(null, [new(code, message, folder, 0, 0)]);
}
