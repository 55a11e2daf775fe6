namespace Picket.EndToEnd.Running;

/// <summary>A folder of one test, gone after it: the working directory of the programs it runs.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("picket-e2e-").FullName;

    /// <summary>The data folder that the program takes by default here.</summary>
    public string Data => At("data");

    public string At(string relative) => Path.Combine(Root, relative);

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string relative, string text)
    {
        var path = At(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
