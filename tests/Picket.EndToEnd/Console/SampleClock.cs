namespace Picket.EndToEnd.Console;

/// <summary>A clock that stands still, so that pages say the same each time.</summary>
internal sealed class SampleClock : TimeProvider
{
    public static DateTime Now { get; } = new(2026, 11, 23, 14, 5, 12, 480, DateTimeKind.Utc);

    public override DateTimeOffset GetUtcNow() => Now;
}
