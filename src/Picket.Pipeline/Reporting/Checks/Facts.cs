using System.Collections;
using System.Globalization;

namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Figures by name, in the order they were added, written the same on every machine.</summary>
internal sealed class Facts : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _facts = [];

    public void Add(string name, long value) => _facts.Add(new(name, value.ToString(CultureInfo.InvariantCulture)));

    public void Add(string name, string value) => _facts.Add(new(name, value));

    public void Add(string name, DateTime? value) => _facts.Add(new(name, value is { } time ? Wording.Time(time) : ""));

    public IReadOnlyDictionary<string, string> ToDictionary() => new Dictionary<string, string>(_facts, StringComparer.Ordinal);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _facts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
