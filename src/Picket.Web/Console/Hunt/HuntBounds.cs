using Picket.Core;

namespace Picket.Web.Console.Hunt;

/// <summary>How much one hunt may ask for.</summary>
internal static class HuntBounds
{
    /// <summary>Longer text does not fit into an address everywhere; <c>picket query</c> takes any length.</summary>
    public const int MaxQueryLength = 4_000;

    private const int MaxPageRows = 1_000;
    private const int MaxDownloadRows = 100_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static QueryRequest ForPage(string text) => new(text) { MaxRows = MaxPageRows, Timeout = Timeout };

    public static QueryRequest ForDownload(string text) => new(text) { MaxRows = MaxDownloadRows, Timeout = Timeout };
}
