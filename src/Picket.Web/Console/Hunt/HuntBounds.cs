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

    public static QueryRequest ForPage(string text, string parameters) =>
        new(text) { MaxRows = MaxPageRows, Timeout = Timeout, Parameters = Values(parameters) };

    public static QueryRequest ForDownload(string text, string parameters) =>
        new(text) { MaxRows = MaxDownloadRows, Timeout = Timeout, Parameters = Values(parameters) };

    // One 'name=value' a line; a line without a value says nothing.
    private static Dictionary<string, string> Values(string lines)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('=', 2) is [var name, { Length: > 0 } value])
            {
                values[name.Trim()] = value.Trim();
            }
        }

        return values;
    }
}
