using System.Text.Json;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>
/// What a role allows, one value for each verb on each resource of each rule: <c>verb:group/resource</c>, for example
/// <c>get:/secrets</c> or <c>*:apps/*</c>. Verb and resource of one value stand in the same rule of the role.
/// </summary>
internal sealed class RbacGrants(Func<EventView, ReadOnlyMemory<byte>> read, int cost) : EventField
{
    /// <summary>More grants of one rule are not looked at; roles made by people have a few.</summary>
    public const int MaxGrantsPerRule = 10_000;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = PodSpecLocator.MaxDepth };

    public override int Cost => cost;

    public override bool Any(EventView view, ValueMatcher matcher)
    {
        var json = read(view).Span;
        if (json is not [(byte)'{', ..] || json.IndexOf("\"rules\""u8) < 0)
            return false;

        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        if (!Enter(ref reader, "rules"u8, JsonTokenType.StartArray))
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (Matches(Rule.Read(ref reader), view, matcher))
                return true;
        }

        return false;
    }

    private static bool Matches(Rule rule, EventView view, ValueMatcher matcher)
    {
        var grants = from verb in rule.Verbs from g in rule.Groups from resource in rule.Resources select (verb, g, resource);
        foreach (var (verb, group, resource) in grants.Take(MaxGrantsPerRule))
        {
            byte[] grant = [.. verb, (byte)':', .. group, (byte)'/', .. resource];
            if (matcher.Matches(view, grant))
                return true;
        }

        return false;
    }

    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, JsonTokenType expected)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = JsonPath.NameIs(ref reader, name);
            reader.Read();
            if (found)
                return reader.TokenType == expected;
            reader.Skip();
        }

        return false;
    }

    private readonly record struct Rule(List<byte[]> Verbs, List<byte[]> Groups, List<byte[]> Resources)
    {
        public static Rule Read(ref Utf8JsonReader reader)
        {
            var rule = new Rule([], [], []);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var target = JsonPath.NameIs(ref reader, "verbs"u8) ? rule.Verbs
                    : JsonPath.NameIs(ref reader, "apiGroups"u8) ? rule.Groups
                    : JsonPath.NameIs(ref reader, "resources"u8) ? rule.Resources : null;
                reader.Read();
                if (target is not null && reader.TokenType == JsonTokenType.StartArray)
                    ReadTexts(ref reader, target);
                else
                    reader.Skip();
            }

            // A partial role without groups still grants something; the core group is the one without a name.
            if (rule.Groups.Count == 0)
                rule.Groups.Add([]);
            return rule;
        }

        private static void ReadTexts(ref Utf8JsonReader reader, List<byte[]> target)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.String)
                    target.Add(reader.ValueSpan.ToArray());
                else
                    reader.Skip();
            }
        }
    }
}
