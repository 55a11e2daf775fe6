namespace Picket.Kql.Geo;

/// <summary>A point on the unit sphere, or a direction.</summary>
internal readonly record struct Vector(double X, double Y, double Z)
{
    public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector operator -(Vector a) => new(-a.X, -a.Y, -a.Z);

    public static Vector operator *(Vector a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    public double Length => Math.Sqrt(Dot(this));

    public double Longitude => double.RadiansToDegrees(Math.Atan2(Y, X));

    public double Latitude => double.RadiansToDegrees(Math.Atan2(Z, Math.Sqrt(X * X + Y * Y)));

    public static Vector FromDegrees(double longitude, double latitude)
    {
        var (sinLng, cosLng) = Math.SinCos(double.DegreesToRadians(longitude));
        var (sinLat, cosLat) = Math.SinCos(double.DegreesToRadians(latitude));
        return new Vector(cosLat * cosLng, cosLat * sinLng, sinLat);
    }

    public double Dot(Vector other) => X * other.X + Y * other.Y + Z * other.Z;

    public Vector Cross(Vector other) =>
        new(Y * other.Z - Z * other.Y, Z * other.X - X * other.Z, X * other.Y - Y * other.X);

    /// <summary>Twice the cross product, computed so that near points give an exact direction.</summary>
    public Vector StableCross(Vector other) => (this - other).Cross(this + other);

    public Vector Normalized() => Length is var length && length > 0 ? this * (1 / length) : this;

    /// <summary>The angle between two directions, in radians.</summary>
    public double AngleTo(Vector other) => Math.Atan2(Cross(other).Length, Dot(other));

    /// <summary>Some unit vector at a right angle to this one; the same for equal vectors.</summary>
    public Vector Orthogonal()
    {
        var (x, y, z) = (Math.Abs(X), Math.Abs(Y), Math.Abs(Z));
        var other = x > y && x > z ? new Vector(0.012, 0.0053, 1)
            : y > z ? new Vector(1, 0.0053, 0.00457)
            : new Vector(0.012, 1, 0.00457);
        return Cross(other).Normalized();
    }

    /// <summary>The lexicographic order, in which symbolic perturbation ranks points.</summary>
    public int CompareTo(Vector other) =>
        X != other.X ? X.CompareTo(other.X) : Y != other.Y ? Y.CompareTo(other.Y) : Z.CompareTo(other.Z);
}
