namespace Picket.Serving;

/// <summary>What analysts wrote and the program ships.</summary>
internal static class Content
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "content");

    public static string Detections { get; } = Path.Combine(Root, "detections");

    public static string Controls { get; } = Path.Combine(Root, "controls", "pci-dss-4.0.1");

    public static string DemoStream { get; } = Path.Combine(Root, "demo", "attacks.ndjson.gz");
}
