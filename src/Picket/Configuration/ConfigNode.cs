namespace Picket.Configuration;

/// <summary>A place in a text; counts from 1.</summary>
internal readonly record struct Place(int Line, int Column);

/// <summary>A piece of a YAML document that knows where it stands.</summary>
internal abstract record ConfigNode(Place At)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Noun { get; }
}

/// <summary>A single value; <c>IsQuoted</c> tells <c>"5"</c> from <c>5</c>.</summary>
internal sealed record ConfigScalar(Place At, string Text, bool IsQuoted) : ConfigNode(At)
{
    /// <summary>Longer values are cut in messages.</summary>
    private const int MaxShown = 60;

    public bool IsNull => !IsQuoted && Text is "" or "~" or "null";

    public override string Noun => IsNull ? "nothing" : $"'{(Text.Length > MaxShown ? Text[..MaxShown] + "…" : Text)}'";
}

/// <summary>Several values.</summary>
internal sealed record ConfigList(Place At, IReadOnlyList<ConfigNode> Items) : ConfigNode(At)
{
    public override string Noun => "a list";
}

/// <summary>Keys with values, in the order of the file; no key stands twice.</summary>
internal sealed record ConfigMap(Place At, IReadOnlyList<ConfigEntry> Entries) : ConfigNode(At)
{
    public override string Noun => "keys with values";
}

/// <summary>A key, where it stands, and its value.</summary>
internal sealed record ConfigEntry(string Key, Place At, ConfigNode Value);
