namespace Picket.Kql.Geo;

/// <summary>Distances on the ellipsoid of WGS 84 by Vincenty's inverse formula.</summary>
internal static class Spheroid
{
    private const double Equatorial = 6_378_137;
    private const double Flattening = 1 / 298.257223563;
    private const double Polar = Equatorial * (1 - Flattening);
    private const int MaxSteps = 1_000;

    /// <summary>In metres; for nearly antipodal points, where the formula does not settle, half of the way over a pole.</summary>
    public static double Distance(GeoPoint start, GeoPoint end)
    {
        var difference = double.DegreesToRadians(end.Longitude - start.Longitude);
        var (sin1, cos1) = Reduced(start.Latitude);
        var (sin2, cos2) = Reduced(end.Latitude);
        var lambda = difference;
        for (var step = 0; step < MaxSteps; step++)
        {
            var (sinLambda, cosLambda) = Math.SinCos(lambda);
            var sinSigma = double.Hypot(cos2 * sinLambda, cos1 * sin2 - sin1 * cos2 * cosLambda);
            if (sinSigma == 0)
                return 0;
            var cosSigma = sin1 * sin2 + cos1 * cos2 * cosLambda;
            var sigma = Math.Atan2(sinSigma, cosSigma);
            var sinAlpha = cos1 * cos2 * sinLambda / sinSigma;
            var cosAlpha2 = 1 - sinAlpha * sinAlpha;
            var cosMiddle = cosAlpha2 == 0 ? 0 : cosSigma - 2 * sin1 * sin2 / cosAlpha2;
            var c = Flattening / 16 * cosAlpha2 * (4 + Flattening * (4 - 3 * cosAlpha2));
            var next = difference + (1 - c) * Flattening * sinAlpha
                * (sigma + c * sinSigma * (cosMiddle + c * cosSigma * (2 * cosMiddle * cosMiddle - 1)));
            if (Math.Abs(next - lambda) < 1e-13)
                return Length(cosAlpha2, sigma, sinSigma, cosSigma, cosMiddle);
            lambda = next;
        }

        return Math.PI * Polar;
    }

    private static double Length(double cosAlpha2, double sigma, double sinSigma, double cosSigma, double cosMiddle)
    {
        var u = cosAlpha2 * (Equatorial * Equatorial - Polar * Polar) / (Polar * Polar);
        var a = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)));
        var b = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)));
        var shift = b * sinSigma * (cosMiddle + b / 4 * (cosSigma * (2 * cosMiddle * cosMiddle - 1)
            - b / 6 * cosMiddle * (4 * sinSigma * sinSigma - 3) * (4 * cosMiddle * cosMiddle - 3)));
        return Polar * a * (sigma - shift);
    }

    private static (double Sin, double Cos) Reduced(double latitude) =>
        Math.SinCos(Math.Atan((1 - Flattening) * Math.Tan(double.DegreesToRadians(latitude))));
}
