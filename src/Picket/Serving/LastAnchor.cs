using System.Text.Json;
using Picket.Pipeline.Reporting.Ledger;

namespace Picket.Serving;

/// <summary>The store's chain head as the evidence ledger last vouched for it.</summary>
internal static class LastAnchor
{
    /// <summary>Reads it without holding the ledger; null when none was ever written.</summary>
    public static (long Links, string Head)? Read(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "evidence", EvidenceLedger.FileName);
        if (!File.Exists(path))
            return null;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        (long, string)? last = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.Contains("\"anchor\"", StringComparison.Ordinal) && TryReadAnchor(line) is { } anchor)
                last = anchor;
        }

        return last;
    }

    private static (long, string)? TryReadAnchor(string line)
    {
        try
        {
            using var entry = JsonDocument.Parse(line);
            if (entry.RootElement.GetProperty("kind").GetString() != LedgerKinds.Anchor)
                return null;
            using var body = JsonDocument.Parse(entry.RootElement.GetProperty("body").GetString() ?? "{}");
            return (body.RootElement.GetProperty("chainLength").GetInt64(), body.RootElement.GetProperty("chainHead").GetString() ?? "");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A line that was cut by a crash, or by somebody: `evidence verify` tells of it; here the last sound anchor counts.
            return null;
        }
    }
}
