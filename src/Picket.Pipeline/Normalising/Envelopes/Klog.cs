namespace Picket.Pipeline.Normalising.Envelopes;

/// <summary>Reads the header of a klog line: <c>I0102 15:04:05.123456       1 file.go:12] message</c>.</summary>
internal static class Klog
{
    private const int HeaderLength = 21;

    /// <summary>The severity as Azure Monitor's tables spell it; empty when the text has no klog header.</summary>
    public static string Level(ReadOnlySpan<byte> line)
    {
        if (line.Length < HeaderLength || line[5] != ' ' || line[8] != ':' || line[11] != ':' || line[14] != '.')
            return "";
        if (line[1..5].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return "";
        return line[0] switch
        {
            (byte)'I' => "INFO",
            (byte)'W' => "WARNING",
            (byte)'E' => "ERROR",
            (byte)'F' => "FATAL",
            _ => "",
        };
    }
}
