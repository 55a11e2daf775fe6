using System.Security.Cryptography.X509Certificates;

namespace Picket.Web.Api;

/// <summary>Where the server listens and whom it answers.</summary>
public sealed record ApiOptions
{
    /// <summary>A shorter token than this can be guessed.</summary>
    public const int MinTokenLength = 16;

    /// <summary>The addresses listened on.</summary>
    public required IReadOnlyList<ListenAddress> Listen { get; init; }

    /// <summary>The token every caller must show; null leaves a loopback-only server open to this machine.</summary>
    public string? AccessToken { get; init; }

    /// <summary>This run's own token, known to who can read the data folder; the command line shows it.</summary>
    public string? LocalToken { get; init; }

    /// <summary>Further names that the <c>Host</c> header may carry on a server without an access token.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>The token an API server must show to deliver audit events.</summary>
    public string? WebhookToken { get; init; }

    /// <summary>SHA-256 thumbprints (hex) of client certificates that may deliver audit events.</summary>
    public IReadOnlyList<string> WebhookCertificates { get; init; } = [];

    /// <summary>Authorities whose client certificates may deliver audit events.</summary>
    public X509Certificate2Collection WebhookAuthorities { get; init; } = [];

    /// <summary>How much one caller may ask.</summary>
    public ApiBounds Bounds { get; init; } = new();

    /// <summary>Whether only this machine can reach the server.</summary>
    public bool IsLoopbackOnly => Listen.All(l => l.IsLoopback);

    /// <summary>Whether a caller must show a token or be signed in.</summary>
    public bool RequiresToken => AccessToken is not null || !IsLoopbackOnly;

    /// <summary>Whether the webhook has a lock of its own.</summary>
    public bool HasWebhookCredential =>
        WebhookToken is not null || WebhookCertificates.Count > 0 || WebhookAuthorities.Count > 0;

    /// <summary>Everything that forbids listening with these options; empty when all is well.</summary>
    public IReadOnlyList<AccessProblem> Check()
    {
        List<AccessProblem> problems = [];
        if (!IsLoopbackOnly && AccessToken is null)
        {
            var open = Listen.First(l => !l.IsLoopback);
            problems.Add(new("PKT7101",
                $"Listening on {open} would open Picket to other machines, but no access token is set. " +
                "Set 'server.tokenRef' (for example to file:/etc/picket/token), or listen on 127.0.0.1."));
        }

        AddIfShort(problems, AccessToken, "server.tokenRef");
        AddIfShort(problems, WebhookToken, "sources[].tokenRef");
        foreach (var thumbprint in WebhookCertificates.Where(t => !IsSha256(t)))
            problems.Add(
                new("PKT7103", $"'{thumbprint}' is not a SHA-256 thumbprint: 64 hexadecimal digits are needed."));
        return problems;
    }

    /// <summary>Names the addresses only: tokens never reach a log.</summary>
    public override string ToString() =>
        $"ApiOptions {{ Listen = {string.Join(' ', Listen)}, RequiresToken = {RequiresToken} }}";

    private static void AddIfShort(List<AccessProblem> problems, string? token, string key)
    {
        if (token is not null && token.Length < MinTokenLength)
            problems.Add(new("PKT7102",
                $"The token of '{key}' is {token.Length} characters long; at least {MinTokenLength} random characters are needed."));
    }

    private static bool IsSha256(string text)
    {
        var hex = text.Replace(":", "", StringComparison.Ordinal);
        return hex.Length == 64 && hex.All(char.IsAsciiHexDigit);
    }
}

/// <summary>Why the server must not listen as configured.</summary>
public sealed record AccessProblem(string Code, string Message);
