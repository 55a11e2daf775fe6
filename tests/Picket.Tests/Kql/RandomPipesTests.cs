using CsCheck;
using Xunit;

namespace Picket.Tests.Kql;

/// <summary>Whatever right query the steps make together, DuckDB must understand its SQL.</summary>
public sealed class RandomPipesTests : IDisposable
{
    // Each step keeps the columns TimeGenerated, Verb, User, SourceIps and n.
    private static readonly string[] Steps =
    [
        "where Verb == 'get'", "where TimeGenerated > ago(2h)", "where Verb has 'get' or n in (1, 2)", "where not(User.username =~ 'BOB')",
        "where User.groups has_any ('dev', 'ops') or isempty(Verb)", "extend n = n + 1", "extend when = bin(TimeGenerated, 1h), who = tostring(User.username)",
        "extend Verb = strcat(Verb, '-', n)", "sort by TimeGenerated asc, n desc", "top 4 by n", "take 3", "distinct TimeGenerated, Verb, User, SourceIps, n",
        "summarize n = count(), arg_max(TimeGenerated, *) by Verb", "summarize TimeGenerated = max(TimeGenerated), User = take_any(User), SourceIps = take_any(SourceIps) by Verb, n",
        "mv-expand SourceIps", "mv-expand ip = SourceIps to typeof(string), group = User.groups", "project TimeGenerated, Verb, User, SourceIps, n",
        "project-reorder Verb", "join kind=leftouter (AKSAudit | project Verb, AuditId) on Verb", "join kind=innerunique (AKSAudit | project Verb, x = 1) on Verb",
        "join kind=leftanti (AKSAuditAdmin | where Verb == 'delete') on Verb", "lookup (AKSAudit | summarize total = count() by Verb) on Verb",
        "union (AKSAudit | extend n = 7)", "where Verb !in ((AKSAuditAdmin | project Verb))", "where n < toscalar(AKSAudit | count)",
        "extend extra = iff(n > 1, dynamic({'a': 1}), User) | extend extra = extra.a", "as Kept | union Kept | where n > 0",
    ];

    private readonly KqlDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Every_right_query_runs() => Gen.Int[0, Steps.Length - 1].Select(i => Steps[i]).List[1, 7].Sample(
        steps => Assert.NotNull(_database.Run($"AKSAudit | extend n = strlen(Verb) | {string.Join(" | ", steps)} | take 50")),
        iter: 400, threads: 1);
}
