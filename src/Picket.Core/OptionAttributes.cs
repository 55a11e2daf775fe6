namespace Picket.Core;

/// <summary>The least and the greatest value of an option, written as in the configuration file (<c>1s</c>, <c>1MiB</c>, <c>5</c>).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionRangeAttribute(string least, string greatest) : Attribute
{
    /// <summary>The least value.</summary>
    public string Least { get; } = least;

    /// <summary>The greatest value.</summary>
    public string Greatest { get; } = greatest;
}

/// <summary>The only words an option takes.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionWordsAttribute(params string[] words) : Attribute
{
    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words { get; } = words;
}

/// <summary>An option that only a thing of these kinds has.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionOfKindAttribute(params string[] kinds) : Attribute
{
    /// <summary>The values of <c>kind</c>.</summary>
    public IReadOnlyList<string> Kinds { get; } = kinds;
}

/// <summary>A path; a relative one starts at the configuration file's folder.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionPathAttribute : Attribute;
