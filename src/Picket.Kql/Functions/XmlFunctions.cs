using System.Xml;

namespace Picket.Kql.Functions;

/// <summary>XML as a bag: attributes as <c>@name</c>, text as <c>#text</c>, elements by name, repeated ones as an array.</summary>
internal static class XmlFunctions
{
    private const int MaxLength = 1024 * 1024;
    private const int MaxDepth = KqlLimits.MaxNesting;
    private const string TextName = "#text";

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("parse_xml(string) dynamic", a => Parse(a.Text(0))),
    ];

    private static OrderedDictionary<string, object?>? Parse(string text)
    {
        if (text.Length > MaxLength)
            return null;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreWhitespace = true });
            reader.MoveToContent();
            var root = NewBag();
            Add(root, reader.Name, Element(reader, 0));
            // What follows the root must be well-formed too.
            while (reader.Read())
            {
            }

            return root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    // Ends on the end of the element. Text alone is the value itself, nothing at all is null.
    private static object? Element(XmlReader reader, int depth)
    {
        if (depth > MaxDepth)
            throw new XmlException($"Elements nest more than {MaxDepth} deep.");
        var bag = NewBag();
        var isEmpty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute())
            bag["@" + reader.Name] = reader.Value;
        while (!isEmpty && reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
                Add(bag, reader.Name, Element(reader, depth + 1));
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                Add(bag, TextName, reader.Value.Trim());
        }

        return bag.Count == 0 ? null : bag.Count == 1 && bag.TryGetValue(TextName, out var text) ? text : bag;
    }

    private static void Add(OrderedDictionary<string, object?> bag, string name, object? value)
    {
        if (!bag.TryGetValue(name, out var present))
            bag[name] = value;
        else
            bag[name] = present is object?[] several ? [.. several, value] : new[] { present, value };
    }

    private static OrderedDictionary<string, object?> NewBag() => new(StringComparer.Ordinal);
}
