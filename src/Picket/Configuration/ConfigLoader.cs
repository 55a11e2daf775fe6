using System.Text;

namespace Picket.Configuration;

/// <summary>Reads <c>picket.yaml</c>.</summary>
public static class ConfigLoader
{
    /// <summary>The name looked for in the working folder when none is given.</summary>
    public const string DefaultFile = "picket.yaml";

    /// <summary>A larger file is refused.</summary>
    public const int MaxFileBytes = 1 << 20;

    private static readonly OptionModel Model = OptionModel.Of(typeof(PicketOptions));

    /// <summary>
    /// Reads a file. Null means <see cref="DefaultFile"/> where there is one, and the defaults where there is none; a file
    /// that is named must be there.
    /// </summary>
    public static ConfigResult Load(string? path)
    {
        if (FileOf(path) is not { } file)
            return new(Resolve(new(), Directory.GetCurrentDirectory()), []);

        try
        {
            if (new FileInfo(file).Length > MaxFileBytes)
                return Unreadable(file, $"The file is larger than {MaxFileBytes >> 20} MiB. Is it a configuration?");
            return Parse(File.ReadAllText(file, Encoding.UTF8), file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unreadable(file, $"The configuration cannot be read: {exception.Message} 'picket init' writes a new one.");
        }
    }

    /// <summary>The file that <see cref="Load"/> would read; null where only defaults count.</summary>
    public static string? FileOf(string? path) => path ?? (File.Exists(DefaultFile) ? DefaultFile : null);

    /// <summary>Reads a text as if it stood in <paramref name="file"/>; relative paths start at that file's folder.</summary>
    public static ConfigResult Parse(string text, string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var problems = new ProblemList(file);
        var root = YamlReader.Read(text, problems);
        if (root is null or ConfigScalar { IsNull: true })
            return problems.Count > 0 ? new(null, problems.InOrder()) : new(Resolve(new(), folder), []);

        if (root is not ConfigMap map)
        {
            problems.Add("PKT7204", root.At, $"A configuration is made of keys with values, but {root.Noun} was found.");
            return new(null, problems.InOrder());
        }

        var binder = new OptionBinder(problems, folder);
        var options = (PicketOptions)binder.BindSection(Model, map, "");
        new ConfigChecks(problems, binder.PlaceOf).Run(options);
        return problems.Count > 0 ? new(null, problems.InOrder()) : new(Resolve(options, folder), []);
    }

    private static PicketOptions Resolve(PicketOptions options, string folder) =>
        options with { Data = Path.GetFullPath(Path.Combine(folder, options.Data)) };

    private static ConfigResult Unreadable(string file, string message) =>
        new(null, [new("PKT7201", message, file, 0, 0)]);
}
