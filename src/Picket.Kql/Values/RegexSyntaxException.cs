namespace Picket.Kql.Values;

/// <summary>A regular expression is wrong at a place; ends its translation, never leaves <see cref="KqlRegex"/>.</summary>
internal sealed class RegexSyntaxException(int at, string message) : Exception(message)
{
    public int At { get; } = at;
}
