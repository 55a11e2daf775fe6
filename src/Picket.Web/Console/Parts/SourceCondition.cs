using Picket.Core;

namespace Picket.Web.Console.Parts;

/// <summary>How a source is, in a word, with its class and icon.</summary>
internal sealed record SourceCondition(string Word, string Mark, string Icon)
{
    public static SourceCondition Of(SourceHealth source, HealthView health)
    {
        var gap = health.Gaps.FirstOrDefault(gap => gap.Source == source.Source && gap.End is null);
        return gap is not null ? new($"Silent for {Words.Duration(health.At - gap.Start)}", "bad", "fail")
            : source.Problem.Length > 0 ? new("Problem", "bad", "warning")
            : new($"Heard {Words.Ago(source.LastReceived, health.At)}", "good", "pass");
    }
}
