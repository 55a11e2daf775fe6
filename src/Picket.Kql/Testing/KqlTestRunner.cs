using System.Diagnostics.CodeAnalysis;

namespace Picket.Kql.Testing;

/// <summary>Runs test cases on an engine: the C# evaluator, or any other that answers plans.</summary>
public sealed class KqlTestRunner(IKqlCatalog tables, Func<KqlPlan, KqlRun, IEnumerable<object?[]>> engine)
{
    /// <summary>The most rows of a result; more is a failure.</summary>
    public const int MaxRows = 100_000;

    // Rows a failure shows of each side.
    private const int MaxShown = 5;

    /// <summary>The rows of a table that no case loads; without it, such a table is empty.</summary>
    public Func<TableScan, IEnumerable<object?[]>> ReadOther { get; init; } = _ => [];

    /// <summary>
    /// Runs a case. A loaded table that <paramref name="tables"/> knows has all columns it has there, those not written being null or empty; any other has the
    /// columns its header gives.
    /// </summary>
    public KqlTestResult Run(KqlTest test, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(test);
        var loaded = new Dictionary<string, (KqlTable Table, IReadOnlyList<object?[]> Rows)>(StringComparer.Ordinal);
        foreach (var (name, table) in test.Tables)
        {
            if (Load(name, table, out var rows, out var definition) is { } problem)
                return new KqlTestResult(test, problem);
            loaded[name] = (definition, rows);
        }

        var run = new KqlRun
        {
            ReadTable = scan => loaded.TryGetValue(scan.Table, out var found) ? Narrow(scan, found.Table, found.Rows) : ReadOther(scan),
            CancellationToken = cancellationToken,
        };
        var catalog = new LoadedTables(tables, loaded.ToDictionary(l => l.Key, l => l.Value.Table), plan => engine(plan, run));
        return new KqlTestResult(test, Judge(test, catalog, run));
    }

    private string? Judge(KqlTest test, LoadedTables catalog, KqlRun run)
    {
        var compilation = KqlCompiler.Compile(test.Query, catalog, test.Now, test.Parameters);
        if (compilation.Plan is not { } plan)
        {
            var found = compilation.Diagnostics[0];
            return Expected(test, found.Code, found.Message, $"line {test.QueryLine + found.Line - 1}, column {found.Column}: ");
        }

        try
        {
            IReadOnlyList<object?[]> rows = [.. engine(plan, run).Take(MaxRows + 1)];
            return test.Expected switch
            {
                _ when rows.Count > MaxRows => $"More than {MaxRows} rows came. A test is about few.",
                ExpectedRows expected => Difference(expected, plan.Columns, rows),
                ExpectedNothing => rows.Count == 0 ? null : $"{rows.Count} rows came, none should. {Shown(plan.Columns, rows)}",
                ExpectedError error => $"No error came, though {error.Code} should.",
                _ => throw new InvalidOperationException($"No judgement for {test.Expected.GetType().Name}."),
            };
        }
        catch (KqlRunException exception)
        {
            return Expected(test, exception.Code, exception.Message, "");
        }
    }

    private static string? Expected(KqlTest test, string code, string message, string place)
    {
        if (test.Expected is not ExpectedError error)
            return $"{place}{code} {message}";
        return code == error.Code && message.Contains(error.Text, StringComparison.Ordinal)
            ? null
            : $"{place}{code} {message} came, though '{error.Code} {error.Text}' should.";
    }

    private string? Load(string name, KqlTestTable table, out IReadOnlyList<object?[]> rows, out KqlTable definition)
    {
        rows = [];
        definition = tables.TryGetTable(name, out var known)
            ? known
            : new KqlTable(name, [.. table.Columns.Select(c => new KqlColumn(c.Name, c.Type ?? KqlType.String))]);
        var columns = definition.Columns;
        var places = table.Columns.Select(c => IndexOf(columns, c.Name)).ToList();
        if (places.IndexOf(-1) is var unknown and >= 0)
            return $"line {table.Line}: the table '{name}' has no column '{table.Columns[unknown].Name}'.{Suggestion.For(table.Columns[unknown].Name, columns.Select(c => c.Name))}";

        var read = new List<object?[]>();
        foreach (var cells in table.Rows)
        {
            object?[] row = [.. columns.Select(c => c.Type == KqlType.String ? "" : null)];
            for (var i = 0; i < cells.Count; i++)
            {
                if (!KqlTestCells.TryRead(cells[i], columns[places[i]].Type, out row[places[i]]))
                    return $"line {table.Line}: '{cells[i]}' is not a {columns[places[i]].Type.Word} ({name}.{table.Columns[i].Name}).";
            }

            read.Add(row);
        }

        rows = read;
        return null;
    }

    private static IEnumerable<object?[]> Narrow(TableScan scan, KqlTable table, IReadOnlyList<object?[]> rows)
    {
        var places = scan.Columns.Select(c => IndexOf(table.Columns, c.Name)).ToArray();
        return rows.Select(row => places.Select(p => row[p]).ToArray());
    }

    private static string? Difference(ExpectedRows expected, IReadOnlyList<KqlColumn> columns, IReadOnlyList<object?[]> rows)
    {
        var wanted = expected.Table;
        if (!columns.Select(c => c.Name).SequenceEqual(wanted.Columns.Select(c => c.Name)))
            return $"The columns are {Names(columns)}, not {string.Join(" | ", wanted.Columns.Select(c => c.Name))}.";
        if (columns.Zip(wanted.Columns).FirstOrDefault(c => c.Second.Type is { } type && type != c.First.Type) is { First: { } other } odd)
            return $"The column '{other.Name}' is a {other.Type.Word}, not a {odd.Second.Type!.Value.Word}.";

        var left = wanted.Rows.ToList();
        foreach (var row in rows)
        {
            var at = expected.IsOrdered ? (left.Count > 0 && IsSame(row, left[0], columns) ? 0 : -1) : left.FindIndex(cells => IsSame(row, cells, columns));
            if (at < 0)
                return $"The row '{Line(row, columns)}' should not be {(expected.IsOrdered ? "here" : "there")}; wanted next: {(left.Count > 0 ? $"'{string.Join(" | ", left[0])}'" : "nothing")}. {Shown(columns, rows)}";
            left.RemoveAt(at);
        }

        return left.Count == 0 ? null : $"{left.Count} rows are missing, the first is '{string.Join(" | ", left[0])}'. {Shown(columns, rows)}";
    }

    private static bool IsSame(object?[] row, IReadOnlyList<string> cells, IReadOnlyList<KqlColumn> columns) =>
        Enumerable.Range(0, row.Length).All(i => KqlTestCells.IsSame(row[i], cells[i], columns[i].Type));

    private static string Shown(IReadOnlyList<KqlColumn> columns, IReadOnlyList<object?[]> rows) =>
        $"Found: {Names(columns)} / {string.Join(" / ", rows.Take(MaxShown).Select(r => Line(r, columns)))}{(rows.Count > MaxShown ? " / …" : "")}";

    private static string Names(IReadOnlyList<KqlColumn> columns) => string.Join(" | ", columns.Select(c => $"{c.Name}:{c.Type.Word}"));

    private static string Line(object?[] row, IReadOnlyList<KqlColumn> columns) =>
        string.Join(" | ", row.Select((value, i) => KqlTestCells.Write(value, columns[i].Type)));

    private static int IndexOf(IReadOnlyList<KqlColumn> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == name)
                return i;
        }

        return -1;
    }

    /// <summary>The tables a test loads, before all others.</summary>
    private sealed class LoadedTables(
        IKqlCatalog others, IReadOnlyDictionary<string, KqlTable> loaded, Func<KqlPlan, IEnumerable<object?[]>> probe) : IKqlCatalog
    {
        public Func<KqlPlan, IEnumerable<object?[]>>? Probe => probe;

        public IEnumerable<string> TableNames => loaded.Keys.Union(others.TableNames);

        public bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table) =>
            loaded.TryGetValue(name, out table) || others.TryGetTable(name, out table);

        public bool TryCall(string function, IReadOnlyList<object?> arguments, [NotNullWhen(true)] out KqlPlan? plan) =>
            (plan = Loaded(function, arguments)) is not null || others.TryCall(function, arguments, out plan);

        // A table called like a call is what the call gives: table _GetWatchlist('admins').
        private TableScan? Loaded(string function, IReadOnlyList<object?> arguments) =>
            arguments is [string argument] && loaded.TryGetValue($"{function}('{argument}')", out var table)
                ? new TableScan(table.Name, table.Columns)
                : null;
    }
}
