namespace Picket.Core;

/// <summary>
/// Where a secret stands, never the secret itself: <c>file:PATH</c> or <c>env:NAME</c>. It is read when it is needed, so
/// that a rotated secret counts without a restart.
/// </summary>
public readonly record struct SecretReference
{
    private SecretReference(SecretPlace place, string value) => (Place, Value) = (place, value);

    /// <summary>Which kind of place.</summary>
    public SecretPlace Place { get; }

    /// <summary>The file's path, or the variable's name.</summary>
    public string Value { get; }

    /// <summary>Reads <c>file:PATH</c> or <c>env:NAME</c>.</summary>
    public static bool TryParse(string text, out SecretReference reference)
    {
        var place = text switch
        {
            _ when text.StartsWith("file:", StringComparison.Ordinal) => SecretPlace.File,
            _ when text.StartsWith("env:", StringComparison.Ordinal) => SecretPlace.Environment,
            _ => SecretPlace.Unknown,
        };
        var value = place == SecretPlace.Unknown ? "" : text[(text.IndexOf(':') + 1)..].Trim();
        reference = new(place, value);
        return value.Length > 0;
    }

    /// <summary>The same with a relative file path based on a folder.</summary>
    public SecretReference In(string folder) =>
        Place == SecretPlace.File ? new(Place, Path.GetFullPath(Path.Combine(folder, Value))) : this;

    /// <inheritdoc/>
    public override string ToString() => Place switch
    {
        SecretPlace.File => $"file:{Value}",
        SecretPlace.Environment => $"env:{Value}",
        _ => "",
    };
}

/// <summary>The kind of place a secret stands in.</summary>
public enum SecretPlace { Unknown, File, Environment }

/// <summary>Reads secrets by reference.</summary>
public interface ISecrets
{
    /// <summary>The secret without surrounding white space; else <paramref name="problem"/> says what to do.</summary>
    bool TryRead(SecretReference reference, out string secret, out string problem);
}
