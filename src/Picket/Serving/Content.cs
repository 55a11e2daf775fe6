namespace Picket.Serving;

/// <summary>What analysts wrote and the program ships.</summary>
internal static class Content
{
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "content");

    public static string Detections { get; } = Path.Combine(Root, "detections");

    public static string Controls { get; } = Path.Combine(Root, "controls", "pci-dss-4.0.1");

    public static string Queries { get; } = Path.Combine(Root, "queries");

    public static string DemoStream { get; } = Path.Combine(Root, "demo", "attacks.ndjson.gz");

    /// <summary>A file as people know it: what is shipped by its place in the program's folder, others by their path.</summary>
    public static string NameOf(string file) =>
        file.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal) ? file[AppContext.BaseDirectory.Length..] : file;
}
