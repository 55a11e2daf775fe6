using Picket.Core;
using Picket.Pipeline.Normalising;
using Xunit;

namespace Picket.Conformance.Detecting;

/// <summary>Where the repository and the corpora are, and how a corpus reports its score.</summary>
internal static class Places
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Detections { get; } = [Path.Combine(Root, "content", "detections")];

    public static string Corpora { get; } =
        Environment.GetEnvironmentVariable("PICKET_CORPORA") ?? Path.Combine(Root, "..", "shared");

    public static string Corpus(string path)
    {
        var full = Path.Combine(Corpora, path);
        Assert.SkipUnless(Path.Exists(full), $"The corpus '{path}' is not there. Set PICKET_CORPORA to the folder that holds it.");
        return full;
    }

    public static void Score(string name, int passed, int of, IEnumerable<string> failures)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "conformance"));
        File.WriteAllLines(Path.Combine(folder.FullName, name + ".txt"), failures);
        TestContext.Current.TestOutputHelper?.WriteLine($"corpus {name}: {passed} of {of}");
        Console.WriteLine($"corpus {name}: {passed} of {of}");
    }

    public static (AuditEvent? Event, string Problem) Read(ReadOnlyMemory<byte> json) =>
        AuditEventReader.TryRead(json, out var e, out var problem) ? (e, "") : (null, problem.Reason);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Picket.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("Picket.slnx is in no folder above the tests.");
    }
}
