using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Picket.Kql;
using Picket.Storage.DuckDb.Relations;

namespace Picket.Storage.DuckDb;

/// <summary>The tables as one query sees them: those of the store, views, watchlists, and the known ones that nobody filled.</summary>
internal sealed partial class Catalogue : IKqlCatalog
{
    /// <summary>What kube-audit-admin holds: everything but reads. A view, so that an event which came in both categories stands once.</summary>
    public const string AdminView = "AKSAuditAdmin";

    private static readonly Dictionary<string, IRelation> Stored = Tables.Queryable
        .Select(IRelation (t) => new StoredRelation(t))
        .Append(new StoredRelation(Tables.AksAudit, AdminView, "\"Verb\" NOT IN ('get', 'list')", ["Verb"]))
        .ToDictionary(r => r.Table.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, IRelation> _ofQuery = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];
    private readonly WatchlistFolder _watchlists;
    private readonly string _text;

    private Catalogue(string text, WatchlistFolder watchlists) => (_text, _watchlists) = (text, watchlists);

    [GeneratedRegex(@"\b[A-Za-z]\w*_[sdbgt]\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SuffixedName { get; }

    [GeneratedRegex(@"\b[A-Za-z_]\w*\b(?!\s*[('""])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word { get; }

    public IEnumerable<string> TableNames => Stored.Keys.Concat(KnownTables.ByName.Keys.Where(n => !Stored.ContainsKey(n)));

    /// <summary>Tables that may hold rows; the view repeats what another has.</summary>
    public IEnumerable<string> SearchedTables => Stored.Keys.Where(n => n != AdminView);

    /// <summary>Runs a part of the query, to learn which columns its rows make.</summary>
    public Func<KqlPlan, IEnumerable<object?[]>>? Probe { get; set; }

    /// <summary>Why a watchlist that is there cannot be read; empty when all can.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>The tables for one query. Its text says which columns it expects of tables that get a column with the first value.</summary>
    public static Catalogue For(string text, WatchlistFolder watchlists) => new(text, watchlists);

    public bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table)
    {
        table = Find(name)?.Table;
        return table is not null;
    }

    public bool TryCall(string function, IReadOnlyList<object?> arguments, [NotNullWhen(true)] out KqlPlan? plan)
    {
        plan = (function, arguments) switch
        {
            ("_GetWatchlist", [string name]) => Watchlist(name),
            ("_GetWatchlistAlias", []) => new InlineTable(
                [new("WatchlistAlias", KqlType.String)],
                [.. _watchlists.Names.Select(n => (IReadOnlyList<KqlExpression>)[new LiteralExpression(KqlType.String, n)])]),
            _ => null,
        };
        return plan is not null;
    }

    /// <summary>The relation that a scan reads.</summary>
    public IRelation Of(TableScan scan) =>
        Find(scan.Table) ?? throw new InvalidOperationException($"The catalogue has no table '{scan.Table}'.");

    /// <summary>What the query names that is not there but is taken for empty: a slip of the pen would look the same.</summary>
    public IEnumerable<string> WarningsOf(KqlPlan plan) => _warnings.Concat(Scans(plan)
        .Where(scan => IsOpen(scan.Table))
        .SelectMany(scan => scan.NeededColumns.Except(KnownTables.ByName[scan.Table].Columns)
            .Select(c => $"No row of '{scan.Table}' here has a column '{c.Name}': it is taken for empty."))
        .Distinct());

    private static IEnumerable<TableScan> Scans(KqlPlan plan) =>
        plan is TableScan scan ? [scan] : plan.Inputs.SelectMany(Scans);

    private IRelation? Find(string name)
    {
        if (Stored.TryGetValue(name, out var stored) || _ofQuery.TryGetValue(name, out stored))
            return stored;
        if (!KnownTables.ByName.TryGetValue(name, out var known))
            return null;
        if (IsOpen(name))
            known = known with { Columns = [.. known.Columns, .. Named(SuffixedName, Column).Where(c => known.Columns.All(k => k.Name != c.Name))] };
        return _ofQuery[name] = name == DiagnosticsRelation.Name ? new DiagnosticsRelation(known, AuditCategory()) : new EmptyRelation(known);
    }

    private TableScan Watchlist(string name)
    {
        var table = WatchlistRelation.TableName(name);
        if (!_ofQuery.TryGetValue(table, out var relation))
            _ofQuery[table] = relation = Read(name) as IRelation ?? Missing(name);
        return new TableScan(table, relation.Table.Columns);
    }

    private WatchlistRelation? Read(string name)
    {
        try
        {
            return _watchlists.Find(name);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Problem = exception.Message;
            return null;
        }
    }

    // Public queries come with lists of their own. Without the list they still run, and say what they lack.
    private EmptyRelation Missing(string name)
    {
        _warnings.Add($"There is no watchlist '{name}' in '{_watchlists.Folder}': it is taken for an empty one. Put a file '{name}.csv' there, its first line the names of its columns.");
        var standard = new WatchlistRelation(name, "", default, []).Table;
        return new(standard with
        {
            Columns = [.. standard.Columns, .. Named(Word, n => new KqlColumn(n, KqlType.String)).Where(c => standard.Columns.All(s => s.Name != c.Name))],
        });
    }

    private IEnumerable<KqlColumn> Named(Regex pattern, Func<string, KqlColumn> column) =>
        pattern.Matches(_text).Select(m => m.Value).Distinct(StringComparer.Ordinal).Select(column);

    // Azure gives these tables a column when the first value for it comes, named after the value's type.
    private static bool IsOpen(string table) => table == DiagnosticsRelation.Name || table.EndsWith("_CL", StringComparison.Ordinal);

    private string AuditCategory() =>
        IsNamed(DiagnosticsRelation.AuditAdmin) && !IsNamed(DiagnosticsRelation.Audit) ? DiagnosticsRelation.AuditAdmin : DiagnosticsRelation.Audit;

    private bool IsNamed(string category) =>
        _text.Contains($"\"{category}\"", StringComparison.OrdinalIgnoreCase) || _text.Contains($"'{category}'", StringComparison.OrdinalIgnoreCase);

    private static KqlColumn Column(string name) => new(name, name[^1] switch
    {
        'd' => KqlType.Real,
        'b' => KqlType.Bool,
        't' => KqlType.DateTime,
        // Guids are kept as text, as Azure does.
        _ => KqlType.String,
    });
}
