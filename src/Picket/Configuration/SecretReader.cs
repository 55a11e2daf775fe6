using Picket.Core;

namespace Picket.Configuration;

/// <summary>Reads secrets from files and environment variables, anew each time.</summary>
public sealed class SecretReader : ISecrets
{
    /// <summary>A longer secret is a wrong file.</summary>
    public const int MaxLength = 64 * 1024;

    /// <inheritdoc/>
    public bool TryRead(SecretReference reference, out string secret, out string problem)
    {
        (secret, problem) = reference.Place switch
        {
            SecretPlace.Environment => ReadVariable(reference.Value),
            SecretPlace.File => ReadFile(reference.Value),
            _ => ("", "PKT7210: The reference to a secret is empty. Write file:PATH or env:NAME."),
        };
        return problem.Length == 0;
    }

    private static (string Secret, string Problem) ReadVariable(string name)
    {
        var value = Environment.GetEnvironmentVariable(name)?.Trim();
        return string.IsNullOrEmpty(value)
            ? ("", $"PKT7210: The secret 'env:{name}' is not set. Set the variable, or correct the reference.")
            : (value, "");
    }

    private static (string Secret, string Problem) ReadFile(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxLength)
                return ("", $"PKT7210: The secret 'file:{path}' is longer than {MaxLength} bytes. Correct the reference.");

            var value = File.ReadAllText(path).Trim();
            return value.Length > 0 ? (value, "") : ("", $"PKT7210: The secret 'file:{path}' is empty. Write the secret into the file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ("", $"PKT7210: The secret 'file:{path}' cannot be read: {exception.Message}");
        }
    }
}
