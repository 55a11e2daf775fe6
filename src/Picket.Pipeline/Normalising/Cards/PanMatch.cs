namespace Picket.Pipeline.Normalising.Cards;

/// <summary>
/// A card number in a text: the bytes it takes, separators included, and how many digits it has. <c>Track</c>: the bytes
/// behind it that hold the rest of a magnetic track, empty where there is none.
/// </summary>
internal readonly record struct PanMatch(int Start, int End, int Digits, string Network, Range Track);
