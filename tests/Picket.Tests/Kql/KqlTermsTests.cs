using CsCheck;
using Picket.Kql;
using Xunit;

namespace Picket.Tests.Kql;

public sealed class KqlTermsTests
{
    [Theory]
    [InlineData("GET /api/v1/secrets?limit=500", "secrets", true)]
    [InlineData("GET /api/v1/secrets?limit=500", "secret", false)]
    [InlineData("kube-system", "KUBE", true)]
    [InlineData("cluster_admin", "admin", true)]
    [InlineData("clusteradmin", "admin", false)]
    [InlineData("pod1 pod", "pod", true)]
    [InlineData("größe", "gr", false)]
    [InlineData("", "a", false)]
    [InlineData("a", "", true)]
    public void A_term_is_a_whole_run_of_letters_and_digits(string text, string term, bool expected) =>
        Assert.Equal(expected, KqlTerms.Has(text, term));

    [Fact]
    public void A_text_has_each_of_its_own_terms() => Gen.String[Gen.Char["abAB1 -_/é"], 0, 30].Sample(text =>
        Assert.All(KqlTerms.Split(text), term => Assert.True(KqlTerms.Has(text, term))));
}
