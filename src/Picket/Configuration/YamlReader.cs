using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Picket.Configuration;

/// <summary>
/// Reads one YAML document into nodes that know their places. Anchors, aliases and tags are refused: a configuration
/// says each thing where it counts, and no small file can grow large in memory.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>Deeper nesting is refused.</summary>
    public const int MaxDepth = 16;

    private readonly ProblemList _problems;
    private readonly Parser _parser;

    private YamlReader(string text, ProblemList problems)
    {
        _problems = problems;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document's root; null when it is empty or no YAML (then a problem says so).</summary>
    public static ConfigNode? Read(string text, ProblemList problems)
    {
        var reader = new YamlReader(text, problems);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException exception)
        {
            var reason = exception.InnerException?.Message ?? exception.Message;
            problems.Add("PKT7202", PlaceOf(exception.Start), $"This is not YAML: {reason}");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // The parser has no better words for some malformed tags and flow collections, and no place: it is after this one.
            var last = reader._parser.Current?.End ?? Mark.Empty;
            problems.Add("PKT7202", PlaceOf(last), "This is not YAML: something is malformed after this place. "
                + "Check brackets, braces and quotes.");
        }

        return null;
    }

    private ConfigNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            return null;

        _parser.Consume<DocumentStart>();
        var root = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            _problems.Add("PKT7202", PlaceOf(second.Start), "A second document begins here. Keep everything in one document.");
        return root;
    }

    private ConfigNode ReadNode(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            _problems.Add("PKT7202", PlaceOf(alias.Start), $"The alias '*{alias.Value}' is not supported. Write its value out here.");
            return new ConfigScalar(PlaceOf(alias.Start), "", false);
        }

        var start = _parser.Current as NodeEvent;
        if (start is { Anchor.IsEmpty: false })
            _problems.Add("PKT7202", PlaceOf(start.Start), $"The anchor '&{start.Anchor.Value}' is not supported. Remove it.");
        if (start is { Tag: { IsEmpty: false, IsNonSpecific: false } })
            _problems.Add("PKT7202", PlaceOf(start.Start), $"The tag '{start.Tag.Value}' is not supported. Remove it.");
        if (depth > MaxDepth)
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, $"it is nested deeper than {MaxDepth} levels.");

        if (_parser.TryConsume<Scalar>(out var scalar))
            return new ConfigScalar(PlaceOf(scalar.Start), scalar.Value, scalar.Style != ScalarStyle.Plain);
        return _parser.Accept<SequenceStart>(out _) ? ReadList(depth) : ReadMap(depth);
    }

    private ConfigList ReadList(int depth)
    {
        var at = PlaceOf(_parser.Consume<SequenceStart>().Start);
        List<ConfigNode> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(depth + 1));
        return new(at, items);
    }

    private ConfigMap ReadMap(int depth)
    {
        var at = PlaceOf(_parser.Consume<MappingStart>().Start);
        List<ConfigEntry> entries = [];
        var places = new Dictionary<string, Place>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is not ConfigScalar { Text: var name })
                _problems.Add("PKT7202", key.At, "A key must be a single word.");
            else if (places.TryAdd(name, key.At))
                entries.Add(new(name, key.At, value));
            else
                _problems.Add("PKT7207", key.At, $"'{name}' stands here again; it is first set in line {places[name].Line}. Keep one.");
        }

        return new(at, entries);
    }

    private static Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
