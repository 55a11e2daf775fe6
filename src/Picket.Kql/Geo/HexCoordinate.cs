namespace Picket.Kql.Geo;

/// <summary>
/// A place on a hexagonal grid by three axes 120 degrees apart; none is negative and at least one is 0. A digit from 0 to 6 is a unit step:
/// 4, 2 and 1 stand for i, j and k and add up.
/// </summary>
internal readonly record struct HexCoordinate
{
    private static readonly double Sin60 = Math.Sqrt(3) / 2;

    public HexCoordinate(int i, int j, int k)
    {
        var least = Math.Min(i, Math.Min(j, k));
        (I, J, K) = (i - least, j - least, k - least);
    }

    public int I { get; }

    public int J { get; }

    public int K { get; }

    public int Sum => I + J + K;

    /// <summary>The unit step, or more than 6 when it is longer.</summary>
    public int Digit => Math.Max(I, Math.Max(J, K)) > 1 ? 7 : I * 4 + J * 2 + K;

    /// <summary>The parent on a grid of a seventh of the cells, which is turned counter-clockwise (<paramref name="turned"/>) or clockwise.</summary>
    public HexCoordinate Parent(bool turned)
    {
        var (i, j) = (I - K, J - K);
        return turned
            ? new(Rounded((3 * i - j) / 7.0), Rounded((i + 2 * j) / 7.0), 0)
            : new(Rounded((2 * i + j) / 7.0), Rounded((3 * j - i) / 7.0), 0);
    }

    /// <summary>The centre on a grid of seven times the cells.</summary>
    public HexCoordinate CenterChild(bool turned) => turned ? Mapped((3, 0, 1)) : Mapped((3, 1, 0));

    /// <summary>The same place on a grid of three times the cells.</summary>
    public HexCoordinate Thirds(bool turned) => turned ? Mapped((2, 0, 1)) : Mapped((2, 1, 0));

    public HexCoordinate TurnedLeft() => Mapped((1, 1, 0));

    public HexCoordinate TurnedRight() => Mapped((1, 0, 1));

    public HexCoordinate Plus(int i, int j, int k) => new(I + i, J + j, K + k);

    public HexCoordinate Minus(HexCoordinate other) => new(I - other.I, J - other.J, K - other.K);

    public HexCoordinate Step(int digit) => Plus(digit >> 2, (digit >> 1) & 1, digit & 1);

    /// <summary>In the plane, with cells one apart and the i axis along x.</summary>
    public (double X, double Y) ToPlane() => (I - K - 0.5 * (J - K), (J - K) * Sin60);

    /// <summary>The cell that holds a point of the plane.</summary>
    public static HexCoordinate At(double x, double y)
    {
        // Rounded on axes 60 degrees apart, whose third part makes the sum 0; the part that was rounded most follows from the others.
        var r = y / Sin60;
        var q = x - r / 2;
        var s = -q - r;
        var (wholeQ, wholeR, wholeS) = (Math.Round(q), Math.Round(r), Math.Round(s));
        var (offQ, offR, offS) = (Math.Abs(wholeQ - q), Math.Abs(wholeR - r), Math.Abs(wholeS - s));
        if (offQ > offR && offQ > offS)
            wholeQ = -wholeR - wholeS;
        else if (offR > offS)
            wholeR = -wholeQ - wholeS;
        return new HexCoordinate((int)(wholeQ + wholeR), (int)wholeR, 0);
    }

    /// <summary>The digit of the unit step that is 60 degrees to the left.</summary>
    public static int TurnedLeft(int digit) => digit switch { 1 => 5, 5 => 4, 4 => 6, 6 => 2, 2 => 3, 3 => 1, _ => digit };

    /// <summary>The digit of the unit step that is 60 degrees to the right.</summary>
    public static int TurnedRight(int digit) => digit switch { 5 => 1, 4 => 5, 6 => 4, 2 => 6, 3 => 2, 1 => 3, _ => digit };

    // The image of the i axis; those of j and k follow by turning.
    private HexCoordinate Mapped((int I, int J, int K) axis) => new(
        I * axis.I + J * axis.K + K * axis.J, I * axis.J + J * axis.I + K * axis.K, I * axis.K + J * axis.J + K * axis.I);

    private static int Rounded(double number) => (int)Math.Round(number, MidpointRounding.AwayFromZero);
}
