using System.Text.Json;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>
/// What a role allows, one value for each verb on each resource of each rule: <c>verb:group/resource</c>, for example
/// <c>get:/secrets</c> or <c>*:apps/*</c>. Verb and resource of one value stand in the same rule of the role.
/// </summary>
internal sealed class RbacGrants(Func<EventView, ReadOnlyMemory<byte>> read, int cost) : EventField
{
    /// <summary>
    /// More grants of one role are not looked at. Roles made by people have a few, the largest of operators thousands: one
    /// with more matches as it is, so that nothing can be hidden behind the bound.
    /// </summary>
    public const int MaxGrants = 50_000;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = PodSpecLocator.MaxDepth };

    public override int Cost => cost;

    public override bool Any(EventView view, ValueMatcher matcher)
    {
        var json = read(view).Span;
        if (json is not [(byte)'{', ..] || (json.IndexOf("\"rules\""u8) < 0 && json.IndexOf("\\u"u8) < 0))
            return false;

        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        var left = MaxGrants;
        // A body in which a field stands twice is taken by the API server too: every one of them is judged.
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRules = JsonPath.NameIs(ref reader, "rules"u8);
            reader.Read();
            if (!isRules || reader.TokenType != JsonTokenType.StartArray)
                reader.Skip();
            else if (AnyRule(ref reader, view, matcher, ref left))
                return true;
        }

        return false;
    }

    private static bool AnyRule(ref Utf8JsonReader reader, EventView view, ValueMatcher matcher, ref int left)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                reader.Skip();
            else if (Matches(Rule.Read(ref reader), view, matcher, ref left))
                return true;
        }

        return false;
    }

    private static bool Matches(Rule rule, EventView view, ValueMatcher matcher, ref int left)
    {
        var grants = from verb in rule.Verbs from g in rule.Groups from resource in rule.Resources select (verb, g, resource);
        foreach (var (verb, group, resource) in grants)
        {
            byte[] grant = [.. verb, (byte)':', .. group, (byte)'/', .. resource];
            if (left-- == 0 || matcher.Matches(view, grant))
                return true;
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
                    target.Add(JsonPath.TextOf(ref reader));
                else
                    reader.Skip();
            }
        }
    }
}
