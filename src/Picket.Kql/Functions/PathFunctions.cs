namespace Picket.Kql.Functions;

/// <summary>The parts of paths and URLs.</summary>
internal static class PathFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("parse_path(string) dynamic", a => Path(a.Text(0))),
        new("parse_url(string) dynamic", a => Url(a.Text(0))),
        new("parse_urlquery(string) dynamic", a => Bag(("Query Parameters", Query(a.Text(0))))),
    ];

    private static OrderedDictionary<string, object?> Bag(params ReadOnlySpan<(string Name, object? Value)> properties)
    {
        var bag = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in properties)
            bag[name] = value;
        return bag;
    }

    private static OrderedDictionary<string, object?> Path(string path)
    {
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? path : path[(scheme + 3)..];
        var isLong = rest.StartsWith(@"\\?\", StringComparison.Ordinal);
        var rooted = isLong ? rest[4..] : rest;
        var root = rooted.Length > 1 && rooted[1] == ':' && char.IsAsciiLetter(rooted[0]) ? rooted[..2] : "";
        var last = rest.LastIndexOfAny(['/', '\\']);
        var directory = last < 0 ? "" : rest[..last];
        var file = last < 0 && root.Length == 0 ? rest : rest[(last + 1)..];
        var stream = file.IndexOf(':', StringComparison.Ordinal);
        var name = stream < 0 ? file : file[..stream];
        return Bag(
            ("Scheme", scheme < 0 ? "" : path[..scheme]),
            ("RootPath", root),
            ("DirectoryPath", directory),
            ("DirectoryName", directory[(directory.LastIndexOfAny(['/', '\\']) + 1)..]),
            ("Filename", name),
            ("Extension", name.LastIndexOf('.') is var dot and >= 0 ? name[(dot + 1)..] : ""),
            ("AlternateDataStreamName", stream < 0 ? "" : file[(stream + 1)..]));
    }

    // scheme://user:password@host:port/path?query#fragment, each part as it is written.
    private static OrderedDictionary<string, object?> Url(string url)
    {
        var (rest, fragment) = Cut(url, '#');
        var (address, query) = Cut(rest, '?');
        var scheme = "";
        if (address.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && address[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.')
            && address.AsSpan(colon + 1).StartsWith("//"))
        {
            (scheme, address) = (address[..colon], address[(colon + 3)..]);
        }

        var (authority, path) = Cut(address, '/');
        var at = authority.LastIndexOf('@');
        var (user, password) = Cut(at < 0 ? "" : authority[..at], ':');
        var (host, port) = HostAndPort(authority[(at + 1)..]);
        return Bag(
            ("Scheme", scheme), ("Host", host), ("Port", port), ("Path", path), ("Username", user), ("Password", password),
            ("Query Parameters", Query(query)), ("Fragment", fragment));
    }

    private static (string Host, string Port) HostAndPort(string text)
    {
        if (!text.StartsWith('[') || text.IndexOf(']', StringComparison.Ordinal) is not (var close and > 0))
            return Cut(text, ':');
        return (text[..(close + 1)], text[(close + 1)..].TrimStart(':'));
    }

    private static OrderedDictionary<string, object?> Query(string query)
    {
        var bag = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(pair, '=');
            bag[EncodingFunctions.Unescape(name)] = EncodingFunctions.Unescape(value);
        }

        return bag;
    }

    private static (string Before, string After) Cut(string text, char border) =>
        text.IndexOf(border, StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, "");
}
