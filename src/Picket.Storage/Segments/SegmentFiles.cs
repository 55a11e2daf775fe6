using System.Globalization;

namespace Picket.Storage.Segments;

/// <summary>Where sealed segments lie in the data folder.</summary>
internal static class SegmentFiles
{
    public const string Folder = "segments";

    /// <summary><c>segments/AKSAudit/2026/11/23/04-000017.parquet</c>: table, hour, sequence.</summary>
    public static string Relative(string table, DateTime hour, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{Folder}/{table}/{hour:yyyy/MM/dd/HH}-{sequence:D6}.parquet");

    public static string Bloom(string parquet) => Path.ChangeExtension(parquet, ".bloom");

    /// <summary>Makes a finished file durable: its bytes, then its name in the folder.</summary>
    public static void Flush(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }
}
