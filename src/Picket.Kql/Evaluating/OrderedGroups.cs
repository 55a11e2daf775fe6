using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

/// <summary>Something per key, in the order the keys were first seen.</summary>
internal sealed class OrderedGroups<T>(Func<T> make)
{
    private readonly Dictionary<object?[], T> _byKey = new(KeyEquality.Instance);
    private readonly List<(object?[] Key, T Group)> _inOrder = [];

    public IReadOnlyList<(object?[] Key, T Group)> InOrder => _inOrder;

    public T At(object?[] key) => At(key, out _);

    public T At(object?[] key, out bool isNew)
    {
        isNew = !_byKey.TryGetValue(key, out var group);
        if (isNew)
        {
            _byKey[key] = group = make();
            _inOrder.Add((key, group));
        }

        return group!;
    }
}
