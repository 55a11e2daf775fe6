using System.Collections;
using Picket.Core;

namespace Picket.Configuration;

/// <summary>
/// Fills options records from nodes. It reports everything that is wrong and goes on; what it returns counts only when
/// nothing was reported. Remembers where each option stands (<c>alerting.outputs[0].url</c>) for later checks.
/// </summary>
internal sealed class OptionBinder(ProblemList problems, string folder)
{
    private readonly Dictionary<string, Place> _places = [];

    /// <summary>Where an option stands, or the nearest thing around it that is written down.</summary>
    public Place PlaceOf(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOfAny(['.', '['], end - 1))
        {
            if (_places.TryGetValue(path[..end], out var place))
                return place;
        }

        return new(1, 1);
    }

    public object BindSection(OptionModel model, ConfigMap map, string path)
    {
        var record = model.Create();
        var seen = new HashSet<string>();
        foreach (var entry in map.Entries)
        {
            var at = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            if (model.Find(entry.Key) is not { } field)
            {
                ReportUnknown(entry, path, model);
                continue;
            }

            _places[at] = entry.Value.At;
            seen.Add(field.Name);
            if (IsOfKind(field, map, entry) && Bind(field, entry.Value, at) is { } value)
                field.Property.SetValue(record, value);
        }

        foreach (var missing in model.Fields.Where(field => field.IsRequired && !seen.Contains(field.Name)))
            problems.Add("PKT7205", map.At, $"'{missing.Name}' is missing here. Set it to {ScalarReader.Expected(missing.Value)}.");
        return record;
    }

    private void ReportUnknown(ConfigEntry entry, string path, OptionModel model)
    {
        var where = path.Length == 0 ? "at the top level" : $"in '{path}'";
        var guess = Suggestion.For(entry.Key, [.. model.Fields.Select(field => field.Name)]);
        if (guess.Length == 0)
            guess = $" Known are {string.Join(", ", model.Fields.Select(field => field.Name))}.";
        problems.Add("PKT7203", entry.At, $"There is no option '{entry.Key}' {where}.{guess}");
    }

    private bool IsOfKind(OptionField field, ConfigMap map, ConfigEntry entry)
    {
        var kind = map.Entries.FirstOrDefault(e => e.Key == "kind")?.Value as ConfigScalar;
        if (field.OfKinds.Count == 0 || kind is null || field.OfKinds.Contains(kind.Text))
            return true;

        problems.Add("PKT7206", entry.At, $"'{entry.Key}' belongs to kind {string.Join(" or ", field.OfKinds)}, "
            + $"but the kind here is '{kind.Text}'. Remove it.");
        return false;
    }

    private object? Bind(OptionField field, ConfigNode node, string path)
    {
        // A key without a value keeps its default, so that a section can stand there with everything commented out.
        if (node is ConfigScalar { IsNull: true })
        {
            if (field.IsRequired)
                problems.Add("PKT7205", node.At, $"'{field.Name}' has no value. Set it to {ScalarReader.Expected(field.Value)}.");
            return null;
        }

        var value = BindValue(field.Value, node, path);
        return value is null || !IsInRange(field, value, node) ? null
            : field.IsPath ? Rooted(value)
            : value;
    }

    private object? BindValue(OptionValue option, ConfigNode node, string path) => (option.Kind, node) switch
    {
        (OptionKind.Section, ConfigMap map) => BindSection(option.Section!, map, path),
        (OptionKind.List, ConfigList list) => BindList(option.Item!, list.Items, path),
        (OptionKind.List, ConfigScalar one) when option.Item!.Kind != OptionKind.Section => BindList(option.Item, [one], path),
        (OptionKind.Table, ConfigMap map) => BindTable(option.Item!, map, path),
        (OptionKind.Section or OptionKind.List or OptionKind.Table, _) => Mismatch(option, node, path),
        (_, ConfigScalar scalar) => BindScalar(option, scalar, path),
        _ => Mismatch(option, node, path),
    };

    private IList BindList(OptionValue item, IReadOnlyList<ConfigNode> nodes, string path)
    {
        var values = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item.Type))!;
        foreach (var (index, node) in nodes.Index())
        {
            var at = $"{path}[{index}]";
            _places[at] = node.At;
            if (BindValue(item, node, at) is { } value)
                values.Add(value);
        }

        return values;
    }

    private IDictionary BindTable(OptionValue item, ConfigMap map, string path)
    {
        var values = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), item.Type))!;
        foreach (var entry in map.Entries)
        {
            var at = $"{path}.{entry.Key}";
            _places[at] = entry.Value.At;
            if (BindValue(item, entry.Value, at) is { } value)
                values[entry.Key] = value;
        }

        return values;
    }

    private object? BindScalar(OptionValue option, ConfigScalar scalar, string path)
    {
        if (!ScalarReader.TryRead(option, scalar.Text, out var value, out _))
            return Mismatch(option, scalar, path);
        return value is SecretReference reference ? reference.In(folder) : value;
    }

    private object? Mismatch(OptionValue option, ConfigNode node, string path)
    {
        // What stands where a reference belongs may be the secret itself: it is not repeated.
        var found = option.Kind == OptionKind.Secret && node is ConfigScalar { IsNull: false } ? "something else" : node.Noun;
        var guess = node is ConfigScalar scalar && option.Words.Count > 0 ? Suggestion.For(scalar.Text, option.Words) : "";
        problems.Add("PKT7204", node.At, $"'{path}' must be {ScalarReader.Expected(option)}, but {found} was found.{guess}");
        return null;
    }

    private bool IsInRange(OptionField field, object value, ConfigNode node)
    {
        if (field.Range is not { } range || value is not IComparable and not ByteSize)
            return true;
        if (Compare(value, Bound(field, range.Least)) >= 0 && Compare(value, Bound(field, range.Greatest)) <= 0)
            return true;

        problems.Add("PKT7208", node.At,
            $"'{field.Name}' must be between {range.Least} and {range.Greatest}, but {node.Noun} was found.");
        return false;
    }

    private static object Bound(OptionField field, string text) =>
        ScalarReader.TryRead(field.Value, text, out var bound, out _)
            ? bound
            : throw new InvalidOperationException($"The range of '{field.Name}' cannot be read: '{text}'.");

    private static int Compare(object a, object b) =>
        a is ByteSize left && b is ByteSize right ? left.Bytes.CompareTo(right.Bytes) : ((IComparable)a).CompareTo(b);

    private object Rooted(object value) => value is IEnumerable<string> paths
        ? paths.Select(path => Path.GetFullPath(Path.Combine(folder, path))).ToList()
        : Path.GetFullPath(Path.Combine(folder, (string)value));
}
