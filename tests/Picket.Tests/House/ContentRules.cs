using System.Text.RegularExpressions;
using Xunit;

namespace Picket.Tests.House;

/// <summary>Content speaks of PCI DSS requirements only by ids that the catalogue knows.</summary>
public sealed partial class ContentRules
{
    private const string Catalogue = "content/controls";

    [GeneratedRegex(@"^\s*(?:-\s+)?id:\s*[""']?(\d+(?:\.\d+)+)[""']?\s*$", RegexOptions.Multiline, 1000)]
    private static partial Regex CatalogueId { get; }

    /// <summary>A <c>pci:</c> key with its ids in brackets, or one per line.</summary>
    [GeneratedRegex(@"^\s*pci:\s*(\[[^\]]*\]|(?:\r?\n\s*-\s*[""']?[\d.]+[""']?)+)", RegexOptions.Multiline, 1000)]
    private static partial Regex PciKey { get; }

    [GeneratedRegex(@"\d+(?:\.\d+)+", RegexOptions.None, 1000)]
    private static partial Regex Requirement { get; }

    [Fact]
    public void Every_pci_id_in_content_is_a_requirement_of_the_catalogue()
    {
        var known = Repository.Files(Catalogue, "*.yaml")
            .SelectMany(file => CatalogueId.Matches(Repository.Read(file)))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        Assert.SkipWhen(known.Count == 0, $"There is no catalogue in {Catalogue}.");

        var unknown =
            from file in Repository.Files("content/detections", "*.y*ml")
            from key in PciKey.Matches(Repository.Read(file))
            from id in Requirement.Matches(key.Value)
            where !known.Contains(id.Value)
            select $"{file}: {id.Value}";

        Assert.Empty(unknown);
    }
}
