using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Picket.Web.Api;

/// <summary>Where the server listens: an address of this machine and a port (0 lets the system choose one).</summary>
public sealed record ListenAddress(IPAddress Address, int Port)
{
    /// <summary><c>127.0.0.1:8480</c>.</summary>
    public static ListenAddress Default { get; } = new(IPAddress.Loopback, 8480);

    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>The URL under which a client on this machine reaches it.</summary>
    public Uri LocalUrl(int boundPort)
    {
        var host = Address.Equals(IPAddress.Any) ? IPAddress.Loopback :
            Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : Address;
        return new UriBuilder(Uri.UriSchemeHttp, host.ToString(), boundPort).Uri;
    }

    /// <summary>
    /// Reads <c>HOST:PORT</c>, where HOST is an IP address (IPv6 in brackets), <c>localhost</c>, or <c>*</c> for every
    /// address. On failure <paramref name="problem"/> says what is wrong, as the end of a sentence.
    /// </summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out ListenAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon <= 0)
        {
            problem = $"'{text}' has no port; write it as HOST:PORT, for example 127.0.0.1:8480";
            return false;
        }

        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > 65535)
        {
            problem = $"'{text[(colon + 1)..]}' is not a port; it must be a number from 0 to 65535";
            return false;
        }

        if (ParseHost(text[..colon]) is not { } host)
        {
            problem = $"'{text[..colon]}' is not an IP address, 'localhost' or '*'; IPv6 addresses stand in brackets";
            return false;
        }

        problem = null;
        address = new(host, port);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => new IPEndPoint(Address, Port).ToString();

    private static IPAddress? ParseHost(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.IPv6Any,
        ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out var six) ? six : null,
        _ => !host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out var four) ? four : null,
    };
}
