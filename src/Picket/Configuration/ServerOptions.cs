using Picket.Core;

namespace Picket.Configuration;

/// <summary>Where the console, the API and the audit webhook are served, and to whom.</summary>
public sealed record ServerOptions
{
    /// <summary>The section of the configuration file.</summary>
    public const string Section = "server";

    /// <summary>Addresses as <c>HOST:PORT</c>. Beyond this machine a token is required.</summary>
    public IReadOnlyList<string> Listen { get; init; } = ["127.0.0.1:8480"];

    /// <summary>The token that everybody must show; required beyond this machine.</summary>
    public SecretReference? TokenRef { get; init; }

    /// <summary>Further names under which browsers may reach this server.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>A PEM file with the certificate (and its chain) to serve HTTPS with.</summary>
    [OptionPath]
    public string? CertificateFile { get; init; }

    /// <summary>A PEM file with the certificate's private key.</summary>
    [OptionPath]
    public string? KeyFile { get; init; }
}
