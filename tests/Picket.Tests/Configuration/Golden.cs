using Picket.Tests.House;
using Xunit;

namespace Picket.Tests.Configuration;

/// <summary>Files of the repository that are made from the code: compared, or rewritten where PICKET_UPDATE is 1.</summary>
internal static class Golden
{
    public static void Check(string relative, string text)
    {
        var path = Repository.PathOf(relative);
        if (Environment.GetEnvironmentVariable("PICKET_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == text,
            $"{relative} is not what the code says. Run the tests once with PICKET_UPDATE=1 and look at the difference.");
    }
}
