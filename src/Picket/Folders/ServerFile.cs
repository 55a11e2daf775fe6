using System.Text.Json;
using System.Text.Json.Serialization;

namespace Picket.Folders;

/// <summary>
/// What a running server writes into its data folder so that other commands find it: <c>server.json</c>, readable by
/// its owner only, because it holds this run's token.
/// </summary>
internal sealed record ServerFile(Uri Url, string? Token, int Pid, DateTime Started)
{
    /// <summary>SHA-256 of the certificate that the server shows, in hex; null where it speaks plain HTTP.</summary>
    public string? Certificate { get; init; }

    private const string Name = "server.json";
    private const long MaxBytes = 16 * 1024;

    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => $"ServerFile {{ Url = {Url}, Pid = {Pid} }}";

    /// <summary>Reads the file; null when there is none, or none that makes sense.</summary>
    public static ServerFile? Read(string dataFolder)
    {
        var file = new FileInfo(Path.Combine(dataFolder, Name));
        if (!file.Exists || file.Length > MaxBytes)
            return null;
        try
        {
            using var stream = file.OpenRead();
            var server = JsonSerializer.Deserialize(stream, ServerFileJson.Default.ServerFile);
            return server is { Url: { IsAbsoluteUri: true, Scheme: "http" or "https" } } ? server : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the file whole or not at all.</summary>
    public void Write(string dataFolder)
    {
        var path = Path.Combine(dataFolder, Name);
        var temporary = $"{path}.{Pid}";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Delete(temporary);
        using (var stream = new FileStream(temporary, options))
            JsonSerializer.Serialize(stream, this, ServerFileJson.Default.ServerFile);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Takes the file away when the server stops.</summary>
    public static void Delete(string dataFolder) => File.Delete(Path.Combine(dataFolder, Name));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServerFile))]
internal sealed partial class ServerFileJson : JsonSerializerContext;
