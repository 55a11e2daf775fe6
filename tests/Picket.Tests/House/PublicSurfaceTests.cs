using System.Reflection;
using Picket.Core;
using Picket.Kql;
using Picket.Tests.Configuration;
using Xunit;

namespace Picket.Tests.House;

/// <summary>
/// What the libraries promise to others is a text in the repository, so that a change of it is seen in review and never
/// happens by the way.
/// </summary>
public sealed class PublicSurfaceTests
{
    public static TheoryData<string> Libraries => ["Picket.Core", "Picket.Kql"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_one_agreed_on(string library) =>
        Golden.Check($"docs/reference/public-surface/{library}.txt", PublicSurface.Of(Find(library)));

    private static Assembly Find(string library) => library switch
    {
        "Picket.Core" => typeof(Finding).Assembly,
        "Picket.Kql" => typeof(KqlCompiler).Assembly,
        _ => throw new ArgumentOutOfRangeException(nameof(library), library, "Not a library of ours."),
    };
}
