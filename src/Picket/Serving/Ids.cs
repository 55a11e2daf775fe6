namespace Picket.Serving;

/// <summary>The one factory of ids: unique, and in the order they were made.</summary>
internal static class Ids
{
    public static string New() => Guid.CreateVersion7().ToString("N");
}
