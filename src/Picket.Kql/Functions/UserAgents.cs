using System.Text.RegularExpressions;

namespace Picket.Kql.Functions;

/// <summary>
/// Knows user agents by patterns, the first that matches counts. A short list of what is common, in clusters too; a header it
/// does not know is 'Other', and phones are named as the header names them, not as shops do.
/// </summary>
internal static class UserAgents
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const string Version = @"(\d+)(?:[._](\d+))?(?:[._](\d+))?(?:[._](\d+))?";

    /// <summary>What the values are where a pattern matches; <c>$1</c> … stand for its groups.</summary>
    internal sealed record Rule(string Pattern, params string[] Values)
    {
        private readonly Lazy<Regex> _regex = new(() => new Regex(Pattern, Options));

        public IReadOnlyList<string>? Match(string agent)
        {
            if (_regex.Value.Match(agent) is not { Success: true } match)
                return null;
            return [.. Values.Select(v => v.Contains('$', StringComparison.Ordinal) ? match.Result(v) : v)];
        }
    }

    public static readonly IReadOnlyList<Rule> Browsers =
    [
        Numbered("AdobeAIR", "AdobeAIR/"), Numbered("Googlebot", "Googlebot/"), Numbered("bingbot", "bingbot/"), Numbered("Slackbot", "Slackbot "),
        Numbered("Opera Mini", "Opera Mini/"), Numbered("Opera Mobile", "Mobile.*OPR/"), Numbered("Opera", "OPR/"), Numbered("Opera", "Opera.*Version/"), Numbered("Opera", "Opera[/ ]"),
        Numbered("Edge Mobile", "(?:EdgA|EdgiOS)/"), Numbered("Edge", "Edge?/"), Numbered("Samsung Internet", "SamsungBrowser/"), Numbered("UC Browser", "UCBrowser/"),
        Numbered("Vivaldi", "Vivaldi/"), Numbered("Yandex Browser", "YaBrowser/"), Numbered("Nokia OSS Browser", "Series60/"), Numbered("Electron", "Electron/"),
        Numbered("Firefox iOS", "FxiOS/"), Numbered("Firefox Mobile", "Mobile;.*Firefox/"), Numbered("Firefox", "Firefox/"), Numbered("Thunderbird", "Thunderbird/"),
        Numbered("Chrome Mobile iOS", "CriOS/"), Numbered("HeadlessChrome", "HeadlessChrome/"), Numbered("Chromium", "Chromium/"),
        Numbered("Chrome Mobile WebView", "; wv\\).*Chrome/"), Numbered("Chrome Mobile", "Android.*Chrome/.*Mobile", "Chrome/"), Numbered("Chrome", "Chrome/"),
        Numbered("Android", "Android.*Version/"), Numbered("Mobile Safari", "(?:iPhone|iPad|iPod).*Version/"), Numbered("Safari", "Version/.*Safari/", "Version/"),
        Numbered("IE Mobile", "IEMobile[/ ]"), Numbered("IE", "MSIE "), Numbered("IE", "Trident/.*rv:"),
        Numbered("curl", "curl/"), Numbered("Wget", "Wget/"), Numbered("Python Requests", "python-requests/"), Numbered("Python-urllib", "Python-urllib/"),
        Numbered("Go-http-client", "Go-http-client/"), Numbered("okhttp", "okhttp/"), Numbered("Apache-HttpClient", "Apache-HttpClient/"), Numbered("Java", "Java/"),
        Numbered("PostmanRuntime", "PostmanRuntime/"), Numbered("kubectl", "kubectl(?:\\.exe)?/v"), Numbered("kubelet", "kubelet/v"), Numbered("Helm", "Helm/"),
    ];

    public static readonly IReadOnlyList<Rule> Systems =
    [
        new(@"Windows Phone(?: OS)? " + Version, "Windows Phone", "$1", "$2", "$3", "$4"),
        new("Windows NT 10", "Windows", "10"), new("Windows NT 6\\.3", "Windows", "8", "1"), new("Windows NT 6\\.2", "Windows", "8"),
        new("Windows NT 6\\.1", "Windows", "7"), new("Windows NT 6\\.0", "Windows", "Vista"), new("Windows NT 5\\.[12]", "Windows", "XP"),
        new("Windows|windows/(?:amd64|arm64)", "Windows"),
        new(@"(?:iPhone|iPad|iPod).*OS " + Version, "iOS", "$1", "$2", "$3", "$4"), new("iPhone|iPad|iPod", "iOS"),
        new(@"Mac OS X " + Version, "Mac OS X", "$1", "$2", "$3", "$4"), new("Mac OS X|Macintosh|darwin/(?:amd64|arm64)", "Mac OS X"),
        new(@"Android[ -]" + Version, "Android", "$1", "$2", "$3", "$4"), new("Android", "Android"),
        new(@"Symbian ?OS/" + Version, "Symbian OS", "$1", "$2", "$3", "$4"), new("Symbian", "Symbian OS"),
        new(@"CrOS \w+ " + Version, "Chrome OS", "$1", "$2", "$3", "$4"), new(@"Tizen[ /]" + Version, "Tizen", "$1", "$2", "$3", "$4"),
        new(@"Ubuntu/" + Version, "Ubuntu", "$1", "$2", "$3", "$4"), new("Ubuntu", "Ubuntu"), new("Fedora", "Fedora"), new("Debian", "Debian"),
        new("FreeBSD", "FreeBSD"), new("OpenBSD", "OpenBSD"), new("[Ll]inux", "Linux"),
    ];

    public static readonly IReadOnlyList<Rule> Devices =
    [
        new("Googlebot|bingbot|Slackbot|[Cc]rawler|[Ss]pider", "Spider", "Spider", "Desktop"),
        new("iPhone", "iPhone", "Apple", "iPhone"), new("iPad", "iPad", "Apple", "iPad"), new("iPod", "iPod", "Apple", "iPod"),
        new(@"Nokia ?(\w+)-(\w+)", "Nokia $1", "Nokia", "$1-$2"), new(@"Nokia ?(\w+)", "Nokia $1", "Nokia", "$1"),
        new(@"; ?(SM-[A-Z0-9]+)", "Samsung $1", "Samsung", "$1"), new(@"; ?(Pixel[^;)/]*?)(?: Build|[;)])", "$1", "Google", "$1"),
        new(@"; ?(Nexus [^;)/]*?)(?: Build|[;)])", "$1", "Google", "$1"), new(@"; ?HUAWEI ([^;)/]*?)(?: Build|[;)/])", "Huawei $1", "Huawei", "$1"),
        new(@"; ?(Redmi[^;)/]*?|Mi [^;)/]*?)(?: Build|[;)])", "XiaoMi $1", "XiaoMi", "$1"),
        new(@"Android[^;]*; (?:[a-z]{2}-[a-zA-Z]{2}; )?([^;)/]+?)(?: Build|[;)])", "$1", "Generic_Android", "$1"),
        new("Android.*Mobile", "Generic Smartphone", "Generic", "Smartphone"), new("Macintosh", "Mac", "Apple", "Mac"),
    ];

    /// <summary>The values of the first rule that matches; 'Other' where none does.</summary>
    public static IReadOnlyList<string> Match(IReadOnlyList<Rule> rules, string agent)
    {
        // Headers are short; what is longer is not worth a hundred patterns.
        const int MaxLength = 4096;
        if (agent.Length <= MaxLength)
        {
            foreach (var rule in rules)
            {
                if (rule.Match(agent) is { } values)
                    return values;
            }
        }

        return ["Other"];
    }

    private static Rule Numbered(string family, string before) => new(before + Version, family, "$1", "$2", "$3");

    // The pattern tells the family, and the number stands behind a word that may come before its end.
    private static Rule Numbered(string family, string pattern, string numberBehind) =>
        new(pattern.Replace(numberBehind, numberBehind + Version, StringComparison.Ordinal), family, "$1", "$2", "$3");
}
