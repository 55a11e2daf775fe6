namespace Picket.Pipeline.Normalising.Cards;

/// <summary>
/// Issuer number ranges of payment cards, over the first six digits. UATP (first digit 1) is left out on purpose:
/// every Unix time in milliseconds starts with 1.
/// </summary>
internal static class CardIssuers
{
    private static readonly CardIssuer[] Ranges =
    [
        // Ranges of the small networks stand before the wide ones they lie in.
        new("Mir", 220000, 220499, 16, 19),
        new("Mastercard", 222100, 272099, 16, 16),
        new("Diners Club", 300000, 305999, 14, 19),
        new("Diners Club", 309500, 309599, 14, 19),
        new("American Express", 340000, 349999, 15, 15),
        new("JCB", 352800, 358999, 16, 19),
        new("Diners Club", 360000, 369999, 14, 19),
        new("American Express", 370000, 379999, 15, 15),
        new("Diners Club", 380000, 399999, 14, 19),
        new("Visa", 400000, 499999, 13, 13),
        new("Visa", 400000, 499999, 16, 16),
        new("Visa", 400000, 499999, 19, 19),
        new("Maestro", 501800, 501899, 13, 19),
        new("Maestro", 502000, 502099, 13, 19),
        new("Maestro", 503800, 503899, 13, 19),
        new("Verve", 506099, 506198, 16, 19),
        new("Elo", 506699, 506778, 16, 16),
        new("Verve", 507865, 507964, 16, 19),
        new("RuPay", 508000, 508999, 16, 16),
        new("Elo", 509000, 509999, 16, 16),
        new("Mastercard", 510000, 559999, 16, 16),
        new("Maestro", 560000, 599999, 13, 19),
        new("Discover", 601100, 601199, 16, 19),
        new("RuPay", 600000, 609999, 16, 16),
        new("UnionPay", 620000, 629999, 16, 19),
        new("Maestro", 630400, 630499, 13, 19),
        new("Elo", 636200, 636399, 16, 16),
        new("InstaPayment", 637000, 639999, 16, 16),
        new("Discover", 644000, 659999, 16, 19),
        new("Maestro", 670000, 679999, 13, 19),
        new("UnionPay", 810000, 817199, 16, 19),
        new("RuPay", 817200, 829999, 16, 16),
        new("Uzcard", 860000, 860099, 16, 16),
        new("Troy", 979200, 979289, 16, 16),
        new("Humo", 986000, 986099, 16, 16),
    ];

    /// <summary>The network that issues numbers of this start and length; null when none does.</summary>
    public static string? Find(int firstSix, int length)
    {
        foreach (var range in Ranges)
        {
            if (firstSix >= range.First && firstSix <= range.Last && length >= range.MinLength && length <= range.MaxLength)
                return range.Network;
        }

        return null;
    }
}

/// <summary>Numbers that start in a range and have a length in a range belong to a network.</summary>
internal readonly record struct CardIssuer(string Network, int First, int Last, int MinLength, int MaxLength);
