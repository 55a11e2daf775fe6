using Picket.Core;

namespace Picket.Serving;

/// <summary>Reads secrets from files and environment variables, each time they are needed.</summary>
internal sealed class Secrets : ISecrets
{
    private const int MaxBytes = 64 * 1024;

    public bool TryRead(SecretReference reference, out string secret, out string problem)
    {
        (secret, problem) = reference.Place switch
        {
            SecretPlace.File => ReadFile(reference.Value),
            SecretPlace.Environment => ReadVariable(reference.Value),
            _ => ("", "There is no reference. Write 'file:PATH' or 'env:NAME'."),
        };
        return problem.Length == 0;
    }

    private static (string Secret, string Problem) ReadFile(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
                return ("", $"The secret's file '{path}' is larger than {MaxBytes} bytes. Name the right file.");
            var text = File.ReadAllText(path).Trim();
            return text.Length > 0 ? (text, "") : ("", $"The secret's file '{path}' is empty.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ("", $"The secret's file '{path}' cannot be read: {exception.Message}");
        }
    }

    private static (string Secret, string Problem) ReadVariable(string name) =>
        Environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } text
            ? (text, "")
            : ("", $"The environment variable '{name}' is not set.");
}
