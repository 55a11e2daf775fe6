using System.Text;

namespace Picket.Pipeline.Normalising.Cards;

/// <summary>
/// Masks card numbers: the first six and the last four digits stay, stars take the place of the others. The input is
/// never changed; a text without card numbers costs no copy.
/// </summary>
public static class PanGuard
{
    private const int KeptFirst = 6;
    private const int KeptLast = 4;
    private const int MaxPathLength = 200;

    /// <summary>
    /// Masks a JSON text. A number token that is a card number becomes a string, because stars are not digits. Text that
    /// is not valid JSON is masked as plain text. False when there was nothing to mask.
    /// </summary>
    public static bool TryMaskJson(ReadOnlyMemory<byte> json, out MaskedText masked)
    {
        masked = default!;
        if (PanScanner.Find(json.Span) is not { } matches)
            return false;

        var places = JsonPlaces.Locate(json.Span, matches);
        var bytes = json.ToArray();
        Star(bytes, matches);
        masked = new(Quote(bytes, places), Describe(matches, places));
        return true;
    }

    /// <summary>Masks a text of any kind. False when there was nothing to mask.</summary>
    public static bool TryMaskText(ReadOnlySpan<byte> text, out MaskedText masked)
    {
        masked = default!;
        if (PanScanner.Find(text) is not { } matches)
            return false;

        var bytes = text.ToArray();
        Star(bytes, matches);
        masked = new(bytes, Describe(matches, []));
        return true;
    }

    private static void Star(Span<byte> bytes, List<PanMatch> matches)
    {
        foreach (var match in matches)
        {
            var digit = 0;
            for (var at = match.Start; at < match.End;)
            {
                var unit = CardText.Read(bytes, at);
                if (unit.Kind == CardUnitKind.Digit && digit++ is var index && index >= KeptFirst && index < match.Digits - KeptLast)
                    CardText.Star(bytes, at, unit.Length);
                at += unit.Length;
            }

            bytes[match.Track].Fill((byte)'*');
        }
    }

    private static ReadOnlyMemory<byte> Quote(byte[] bytes, List<JsonPlace> places)
    {
        var numbers = places.Where(p => p.IsNumber).DistinctBy(p => p.Start).ToList();
        if (numbers.Count == 0)
            return bytes;

        var quoted = new MemoryStream(bytes.Length + 2 * numbers.Count);
        var at = 0;
        foreach (var number in numbers)
        {
            quoted.Write(bytes.AsSpan(at, number.Start - at));
            quoted.WriteByte((byte)'"');
            quoted.Write(bytes.AsSpan(number.Start, number.End - number.Start));
            quoted.WriteByte((byte)'"');
            at = number.End;
        }

        quoted.Write(bytes.AsSpan(at));
        return quoted.ToArray();
    }

    private static List<CardPlace> Describe(List<PanMatch> matches, List<JsonPlace> places)
    {
        var described = new List<CardPlace>(matches.Count);
        for (var i = 0; i < matches.Count; i++)
        {
            var path = i < places.Count ? WithoutCards(places[i].Path) : "";
            described.Add(new(matches[i].Network, matches[i].Digits, path, !matches[i].Track.Equals(default)));
        }

        return described;
    }

    // A field's own name may be a card number.
    private static string WithoutCards(string path)
    {
        if (TryMaskText(Encoding.UTF8.GetBytes(path), out var masked))
            path = Encoding.UTF8.GetString(masked.Bytes.Span);
        return path.Length <= MaxPathLength ? path : path[..MaxPathLength] + "…";
    }
}

/// <summary>A text with its card numbers masked, and where they stood.</summary>
public sealed record MaskedText(ReadOnlyMemory<byte> Bytes, IReadOnlyList<CardPlace> Cards);

/// <summary>
/// A card number that stood in a text; never the number. <c>Path</c>: its JSON field, empty where unknown.
/// <c>HasTrack</c>: the rest of a magnetic track stood behind it.
/// </summary>
public sealed record CardPlace(string Network, int Digits, string Path, bool HasTrack);
