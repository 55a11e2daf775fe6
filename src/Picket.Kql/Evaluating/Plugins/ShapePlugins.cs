using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>Plug-ins that give the rows another shape.</summary>
internal static class ShapePlugins
{
    public static readonly IReadOnlyDictionary<string, PluginBody> All = new Dictionary<string, PluginBody>
    {
        ["bag_unpack"] = UnpackBags,
        ["pivot"] = Pivot,
        ["narrow"] = Narrow,
        ["preview"] = call => call.Tables[0].Rows.Take((int)Math.Min(int.MaxValue, call.Long(0))),
        ["rows_near"] = RowsNear,
        ["schema_merge"] = MergeSchemas,
    };

    // bag, prefix, what wins where names clash, ignored properties
    private static IEnumerable<object?[]> UnpackBags(PluginCall call)
    {
        var source = new RowLayout(call.Tables[0].Columns);
        var bagPlace = call.Arguments[0].Place;
        var prefix = call.Text(1);
        var isSourceKept = call.Text(2) == "keep_source";
        var ignored = call.Arguments[3].Constant is object?[] names ? names.OfType<string>().ToHashSet(StringComparer.Ordinal) : [];
        var cells = call.Schema.Select(column =>
        {
            var place = source.Find(column.Name);
            var property = column.Name.StartsWith(prefix, StringComparison.Ordinal) ? column.Name[prefix.Length..] : null;
            var isProperty = property is not null && !ignored.Contains(property);
            return (Place: place == bagPlace ? -1 : place, Property: isProperty ? property : null, column.Type);
        }).ToArray();
        foreach (var row in call.Tables[0].Rows)
        {
            var bag = row[bagPlace] as OrderedDictionary<string, object?>;
            yield return Array.ConvertAll(cells, cell =>
            {
                object? value = null;
                var isInBag = cell.Property is not null && bag is not null && bag.TryGetValue(cell.Property, out value);
                if (cell.Place >= 0 && (isSourceKept || !isInBag))
                    value = row[cell.Place];
                return KqlConversion.To(value, cell.Type);
            });
        }
    }

    // name of the column, value, what stands where there is no value; all other columns of the input are those of a row
    private static IEnumerable<object?[]> Pivot(PluginCall call)
    {
        var input = call.Tables[0];
        var (name, value) = (call.Arguments[0].Place, call.Arguments[1].Place);
        var fallback = call.Arguments[2].Constant;
        int[] keys = [.. Enumerable.Range(0, input.Columns.Count).Where(i => i != name && i != value)];
        var layout = new RowLayout(call.Schema);
        var keyPlaces = Array.ConvertAll(keys, k => layout.Find(input.Columns[k].Name));
        var groups = new OrderedGroups<object?[]>(() => [.. call.Schema.Select(c => KqlConversion.To(fallback, c.Type))]);
        foreach (var row in input.Rows)
        {
            var made = groups.At(Array.ConvertAll(keys, k => row[k]));
            for (var i = 0; i < keys.Length; i++)
            {
                if (keyPlaces[i] >= 0)
                    made[keyPlaces[i]] = row[keys[i]];
            }

            var place = row[name] is string column ? layout.Find(column) : -1;
            if (place >= 0 && !keyPlaces.Contains(place))
                made[place] = KqlConversion.To(row[value], call.Schema[place].Type);
        }

        return groups.InOrder.Select(g => g.Group);
    }

    private static IEnumerable<object?[]> Narrow(PluginCall call) => call.Tables[0].Rows.SelectMany((row, number) =>
        call.Tables[0].Columns.Select((column, i) => new[] { (long)number, column.Name, KqlConversion.ToText(row[i]) }));

    // condition, rows before, rows after
    private static IEnumerable<object?[]> RowsNear(PluginCall call)
    {
        var rows = call.Tables[0].Rows;
        var (before, after) = (call.Long(1), call.Long(2));
        var isNear = new bool[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            if (call.Arguments[0].Value(rows[i]) is not true)
                continue;
            var (first, last) = (Math.Max(0, i - before), Math.Min(rows.Count - 1, i + after));
            for (var k = first; k <= last; k++)
                isNear[k] = true;
        }

        return rows.Where((_, i) => isNear[i]);
    }

    // Rows as getschema gives them: name, place, .NET type, type.
    private static IEnumerable<object?[]> MergeSchemas(PluginCall call)
    {
        var isOrdered = call.Arguments[0].Constant is not false;
        var merged = new OrderedGroups<MergedColumn>(() => new MergedColumn());
        foreach (var row in call.Tables[0].Rows)
        {
            var column = merged.At([row[0]], out var isNew);
            if (isNew)
                (column.Place, column.NetType, column.Type) = (row[1], row[2], row[3]);
            else if (isOrdered && !ValueEquality.Exact.Equals(column.Place, row[1]))
                column.Error = "columns are out of order";
            else if (!ValueEquality.Exact.Equals(column.Type, row[3]))
                column.Error = "types do not go together";
        }

        return merged.InOrder.Select((m, i) => m.Group.Error is null
            ? new[] { m.Key[0], (long)i, m.Group.NetType, m.Group.Type }
            : [m.Key[0], -1L, $"ERROR(unknown CSL type:ERROR({m.Group.Error}))", $"ERROR({m.Group.Error})"]);
    }

    private sealed class MergedColumn
    {
        public object? Place { get; set; }

        public object? NetType { get; set; }

        public object? Type { get; set; }

        public string? Error { get; set; }
    }
}
