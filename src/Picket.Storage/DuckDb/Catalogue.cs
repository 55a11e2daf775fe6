using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Picket.Kql;
using Picket.Storage.DuckDb.Relations;

namespace Picket.Storage.DuckDb;

/// <summary>The tables as one query sees them: those of the store, views, and the known ones that nobody filled.</summary>
internal sealed partial class Catalogue : IKqlCatalog
{
    /// <summary>What kube-audit-admin holds: everything but reads. A view, so that an event which came in both categories stands once.</summary>
    public const string AdminView = "AKSAuditAdmin";

    private static readonly Dictionary<string, IRelation> Stored = Tables.Queryable
        .Select(IRelation (t) => new StoredRelation(t))
        .Append(new StoredRelation(Tables.AksAudit, AdminView, "\"Verb\" NOT IN ('get', 'list')", ["Verb"]))
        .ToDictionary(r => r.Table.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, IRelation> _ofQuery = new(StringComparer.Ordinal);
    private readonly Lazy<KqlColumn[]> _suffixed;
    private readonly string _text;

    private Catalogue(string text)
    {
        _text = text;
        _suffixed = new(() => [.. SuffixedName.Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal).Select(Column)]);
    }

    [GeneratedRegex(@"\b[A-Za-z]\w*_[sdbgt]\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SuffixedName { get; }

    public IEnumerable<string> TableNames => Stored.Keys.Concat(KnownTables.ByName.Keys.Where(n => !Stored.ContainsKey(n)));

    /// <summary>Tables that may hold rows; the view repeats what another has.</summary>
    public IEnumerable<string> SearchedTables => Stored.Keys.Where(n => n != AdminView);

    /// <summary>The tables for one query. Its text says which columns it expects of tables that get a column with the first value.</summary>
    public static Catalogue For(string text) => new(text);

    public bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table)
    {
        table = Find(name)?.Table;
        return table is not null;
    }

    /// <summary>The relation that a scan reads.</summary>
    public IRelation Of(TableScan scan) =>
        Find(scan.Table) ?? throw new InvalidOperationException($"The catalogue has no table '{scan.Table}'.");

    /// <summary>Columns that a scan reads and that no row has filled here: a slip of the pen would look the same.</summary>
    public static IEnumerable<string> Unfilled(TableScan scan) =>
        IsOpen(scan.Table) && KnownTables.ByName.TryGetValue(scan.Table, out var known)
            ? scan.NeededColumns.Except(known.Columns).Select(c => c.Name)
            : [];

    private IRelation? Find(string name)
    {
        if (Stored.TryGetValue(name, out var stored) || _ofQuery.TryGetValue(name, out stored))
            return stored;
        if (!KnownTables.ByName.TryGetValue(name, out var known))
            return null;
        if (IsOpen(name))
            known = known with { Columns = [.. known.Columns, .. _suffixed.Value.Where(c => known.Columns.All(k => k.Name != c.Name))] };
        return _ofQuery[name] = name == DiagnosticsRelation.Name ? new DiagnosticsRelation(known, AuditCategory()) : new EmptyRelation(known);
    }

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
