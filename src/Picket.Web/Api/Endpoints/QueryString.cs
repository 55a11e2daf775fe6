using System.Globalization;
using Microsoft.AspNetCore.Http;
using Picket.Web.Api.Json;

namespace Picket.Web.Api.Endpoints;

/// <summary>Values of a URL's query string; what is not allowed ends the call with a problem that names it.</summary>
internal static class QueryString
{
    public static T Word<T>(HttpRequest request, string name, T otherwise) where T : struct, Enum =>
        request.Query[name].ToString() is { Length: > 0 } word ? Parse<T>(name, word) : otherwise;

    public static IReadOnlyList<T> WordList<T>(HttpRequest request, string name) where T : struct, Enum =>
        [.. request.Query[name].Select(word => Parse<T>(name, word ?? ""))];

    public static int Number(HttpRequest request, string name, int otherwise, int most)
    {
        if (request.Query[name].ToString() is not { Length: > 0 } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= most)
        {
            return number;
        }

        throw new RefusedException(ApiProblem.BadValue($"'{name}' is '{text}'; it must be a number from 1 to {most}."));
    }

    public static DateTime? Time(HttpRequest request, string name)
    {
        if (request.Query[name].ToString() is not { Length: > 0 } text)
            return null;
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, Style, out var time))
            return time;
        throw new RefusedException(ApiProblem.BadValue($"'{name}' is '{text}'; it must be an ISO 8601 time."));
    }

    private static T Parse<T>(string name, string word) where T : struct, Enum =>
        Words.TryParse<T>(word, out var value) ? value : throw new RefusedException(ApiProblem.BadValue(
            $"'{name}' is '{word}'; it must be one of {string.Join(", ", Words.All<T>())}."));
}
