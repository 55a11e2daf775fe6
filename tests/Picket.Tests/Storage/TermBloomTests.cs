using CsCheck;
using Picket.Storage.Segments;

namespace Picket.Tests.Storage;

public sealed class TermBloomTests
{
    [Fact]
    public void Every_term_of_the_text_may_be_contained()
    {
        Gen.String[Gen.Char["abcXYZ019-_/.é\" "], 0, 80].Array[1, 20].Sample(texts =>
        {
            var bloom = Of(texts);
            foreach (var term in texts.SelectMany(t => t.Split(['-', '_', '/', '.', 'é', '"', ' '])).Where(TermBloom.CanJudge))
                Assert.True(bloom.MayContain(term.ToLowerInvariant()), term);
        });
    }

    [Fact]
    public void A_term_that_is_not_there_is_nearly_always_denied()
    {
        var bloom = Of(Enumerable.Range(0, 5000).Select(i => $"term{i}"));

        var wrong = Enumerable.Range(0, 10_000).Count(i => bloom.MayContain($"other{i}"));

        Assert.InRange(wrong, 0, 200);
    }

    [Fact]
    public void A_filter_survives_its_file()
    {
        var bloom = Of(["secrets", "payments"]);

        var read = TermBloom.FromBytes(bloom.ToBytes().ToArray());

        Assert.True(read.MayContain("secrets"));
        Assert.False(read.MayContain("configmaps"));
    }

    [Fact]
    public void Short_and_non_ascii_terms_cannot_be_judged()
    {
        Assert.False(TermBloom.CanJudge("ab"));
        Assert.False(TermBloom.CanJudge("café"));
        Assert.True(TermBloom.CanJudge("cafe"));
    }

    private static TermBloom Of(IEnumerable<string> texts)
    {
        var terms = new HashSet<ulong>();
        foreach (var text in texts)
            TermBloom.AddTerms(text, terms);
        return TermBloom.Build(terms);
    }
}
