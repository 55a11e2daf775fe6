namespace Picket.Pipeline.Normalising.Secrets;

/// <summary>
/// What may be kept of an entry that cannot be read but speaks of secrets: no body can be told apart from the rest, so
/// everything from the first body on is left out.
/// </summary>
internal static class BrokenSecrets
{
    private static readonly byte[][] Subjects =
        [.. new[] { "secrets", "tokenreviews", "\"Secret\"", "/token", "\"token\"" }.Select(System.Text.Encoding.UTF8.GetBytes)];

    // Without quotes, because within a diagnostic record they are escaped.
    private static readonly byte[][] Bodies = [.. new[] { "requestObject", "responseObject", "stringData", "\"data" }.Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>The part before the first body, or all of it where it does not speak of secrets.</summary>
    public static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> bytes)
    {
        if (!Subjects.Any(s => bytes.Span.IndexOf(s) >= 0))
            return bytes;
        var first = Bodies.Select(b => bytes.Span.IndexOf(b)).Where(at => at >= 0).DefaultIfEmpty(bytes.Length).Min();
        return bytes[..first];
    }
}
