namespace Picket.Pipeline.Normalising.Cards;

/// <summary>A card number in a text: the bytes it takes, separators included, and how many digits it has.</summary>
internal readonly record struct PanMatch(int Start, int End, int Digits, string Network);
