using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Aggregates;

/// <summary>
/// <c>buildschema</c>: the least schema that admits all values. A scalar is its type's name; a bag a bag of schemas; an array <c>{"`indexer`": schema}</c>;
/// several kinds at one place are listed in an array.
/// </summary>
internal sealed class SchemaAccumulator : Accumulator
{
    private readonly SchemaNode _root = new();

    public override object? Result => _root.Schema();

    public override void Add(object?[] values) => _root.Add(values[0]);

    private sealed class SchemaNode
    {
        private const string Indexer = "`indexer`";

        private readonly List<string> _kinds = [];
        private OrderedDictionary<string, SchemaNode>? _properties;
        private SchemaNode? _elements;

        public void Add(object? value)
        {
            switch (value)
            {
                case null:
                    break;
                case OrderedDictionary<string, object?> bag:
                    AddBag(bag);
                    break;
                case object?[] array:
                    _elements ??= new SchemaNode();
                    foreach (var element in array)
                        _elements.Add(element);
                    break;
                default:
                    if (KindOf(value) is var kind && !_kinds.Contains(kind))
                        _kinds.Add(kind);
                    break;
            }
        }

        private void AddBag(OrderedDictionary<string, object?> bag)
        {
            _properties ??= new OrderedDictionary<string, SchemaNode>(StringComparer.Ordinal);
            foreach (var (name, property) in bag)
            {
                if (!_properties.TryGetValue(name, out var node))
                    _properties[name] = node = new SchemaNode();
                node.Add(property);
            }
        }

        public object? Schema()
        {
            var schemas = new List<object?>(_kinds);
            if (_elements is not null)
                schemas.Add(new OrderedDictionary<string, object?>(StringComparer.Ordinal) { [Indexer] = _elements.Schema() });
            if (_properties is not null)
                schemas.Add(new OrderedDictionary<string, object?>(_properties.Select(p => KeyValuePair.Create(p.Key, p.Value.Schema())), StringComparer.Ordinal));
            return schemas.Count switch
            {
                0 => null,
                1 => schemas[0],
                _ => schemas.ToArray(),
            };
        }

        private static string KindOf(object value) => value switch
        {
            bool => "bool",
            long => "long",
            double => "double",
            _ => "string",
        };
    }
}
