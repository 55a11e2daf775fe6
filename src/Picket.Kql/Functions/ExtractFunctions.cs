using System.Text.RegularExpressions;
using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Taking the matches of regular expressions out of texts.</summary>
internal static class ExtractFunctions
{
    private const int MaxGroups = 16;

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("extract(string,long,text) string", Extract) { Check = a => Patterns.Check(a, 0) },
        new("extract_all(string,text,dynamic?) dynamic", ExtractAll) { Check = CheckAll },
    ];

    private static ScalarBody Extract(CallExpression call)
    {
        var pattern = Patterns.Argument(call, 0);
        return a => pattern(a) is { } regex && a.Long(1) is >= 0 and var group && group <= regex.Groups
            && regex.Regex.Match(a.Text(2)) is { Success: true } match
                ? match.Groups[(int)group].Value
                : null;
    }

    // One group gives texts, several give a list of texts per match. The binder moves the groups asked for to the end.
    private static ScalarBody ExtractAll(CallExpression call)
    {
        var pattern = Patterns.Argument(call, 0);
        return a =>
        {
            if (pattern(a) is not { } regex || Groups(regex, a.Has(2) ? a[2] : null) is not { Count: > 0 } groups)
                return null;
            object?[] matches = [.. regex.Regex.Matches(a.Text(1)).Select(m => Captured(m, groups))];
            return matches.Length == 0 ? null : matches;
        };
    }

    private static object? Captured(Match match, List<int> groups) =>
        groups.Count == 1 ? match.Groups[groups[0]].Value : groups.Select(object? (g) => match.Groups[g].Value).ToArray();

    private static List<int> Groups(KqlRegex regex, object? wanted)
    {
        if (wanted is not object?[] listed)
            return [.. Enumerable.Range(1, regex.Groups)];
        return
        [
            .. listed.Select(g => g switch
            {
                long number when number >= 0 && number <= regex.Groups => (int)number,
                string name when regex.GroupNames.TryGetValue(name, out var number) => number,
                _ => -1,
            }).Where(g => g >= 0),
        ];
    }

    private static ArgumentProblem? CheckAll(IReadOnlyList<KqlExpression> arguments)
    {
        if (Arguments.Constant(arguments, 0) is not { } pattern)
            return null;
        if (!KqlRegex.TryCompile(pattern, out var regex, out var error))
            return new ArgumentProblem(0, error);
        return regex.Groups is < 1 or > MaxGroups
            ? new ArgumentProblem(0, $"The pattern has {regex.Groups} groups in parentheses; one to {MaxGroups} are wanted.")
            : null;
    }
}
