namespace Picket.Kql.Values;

/// <summary>
/// Weighted values put together so that their percentiles stay near: exactly while there are few, then as a t-digest whose
/// middle is within a fifth of a per cent of the rank and whose ends are exact. Numbers are reals; times and spans are counted in ticks from <see cref="TimeOrigin"/> or zero.
/// </summary>
internal sealed class TDigest(KqlType type)
{
    private const double Compression = 300;
    private const int LeastCompressed = 4000;

    // A real holds the ticks around here without loss.
    private static readonly DateTime TimeOrigin = new(2010, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<Centroid> _centroids = [];
    private bool _isSorted = true;
    private int _mostCentroids = LeastCompressed;

    /// <summary>A mean and how many values it stands for.</summary>
    public readonly record struct Centroid(double Mean, double Weight);

    /// <summary>The type of the values.</summary>
    public KqlType Type => type;

    public double Total { get; private set; }

    /// <summary>The centroids in order.</summary>
    public IReadOnlyList<Centroid> Centroids
    {
        get
        {
            Sort();
            return _centroids;
        }
    }

    /// <summary>A value as the digest counts it; null for what is no number and no time.</summary>
    public static double? Number(object? value) => value switch
    {
        double.NaN => null,
        DateTime time => time.Ticks - TimeOrigin.Ticks,
        TimeSpan span => span.Ticks,
        bool => null,
        string => null,
        _ => KqlConversion.To(value, KqlType.Real) as double?,
    };

    public void Add(double mean, double weight)
    {
        if (weight <= 0 || double.IsNaN(mean))
            return;
        _isSorted &= _centroids.Count == 0 || _centroids[^1].Mean <= mean;
        _centroids.Add(new Centroid(mean, weight));
        Total += weight;
        if (_centroids.Count > _mostCentroids)
            Compress();
    }

    public void Add(TDigest other)
    {
        foreach (var centroid in other.Centroids)
            Add(centroid.Mean, centroid.Weight);
    }

    /// <summary>The percentile by nearest rank, of the type of the values; null where there is none.</summary>
    public object? Percentile(double percent)
    {
        Sort();
        var wanted = percent / 100 * Total * (1 - RoundingSlack);
        var sum = 0.0;
        foreach (var centroid in _centroids)
        {
            sum += centroid.Weight;
            if (sum >= wanted)
                return Typed(centroid.Mean);
        }

        return _centroids.Count > 0 ? Typed(_centroids[^1].Mean) : null;
    }

    /// <summary>How many values are no larger.</summary>
    public double Rank(double value) => Centroids.TakeWhile(c => c.Mean <= value).Sum(c => c.Weight);

    // 0.07 * 100 is a little more than 7.
    private const double RoundingSlack = 1e-12;

    private object? Typed(double mean) => type switch
    {
        KqlType.DateTime => KqlConversion.To(KqlConversion.Whole(Math.Round(mean) + TimeOrigin.Ticks), KqlType.DateTime) is DateTime
            ? ArithmeticValues.Compute(Arithmetic.Add, TimeOrigin, new TimeSpan((long)Math.Round(mean)))
            : null,
        KqlType.TimeSpan => KqlConversion.Whole(Math.Round(mean)) is { } ticks ? new TimeSpan(ticks) : null,
        KqlType.Int or KqlType.Long => KqlConversion.Whole(Math.Round(mean)),
        _ => mean,
    };

    private void Sort()
    {
        if (_isSorted)
            return;
        _centroids.Sort((a, b) => a.Mean.CompareTo(b.Mean));
        _isSorted = true;
    }

    // Neighbours are joined where their rank allows it: much in the middle, nothing at the ends.
    private void Compress()
    {
        Sort();
        var joined = new List<Centroid>();
        var before = 0.0;
        var current = _centroids[0];
        foreach (var next in _centroids.Skip(1))
        {
            var weight = current.Weight + next.Weight;
            var rank = (before + (weight / 2)) / Total;
            if (weight <= 4 * Total * rank * (1 - rank) / Compression)
            {
                current = new Centroid(current.Mean + ((next.Mean - current.Mean) * next.Weight / weight), weight);
                continue;
            }

            joined.Add(current);
            before += current.Weight;
            current = next;
        }

        joined.Add(current);
        _centroids.Clear();
        _centroids.AddRange(joined);
        _mostCentroids = Math.Max(LeastCompressed, 2 * joined.Count);
    }
}
