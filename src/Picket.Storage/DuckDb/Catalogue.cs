using System.Diagnostics.CodeAnalysis;
using Picket.Kql;

namespace Picket.Storage.DuckDb;

/// <summary>The tables as KQL sees them, views included.</summary>
internal sealed class Catalogue : IKqlCatalog
{
    /// <summary>What kube-audit-admin holds: everything but reads. A view, so that an event which came in both categories stands once.</summary>
    public const string AdminView = "AKSAuditAdmin";

    private static readonly Dictionary<string, KqlTable> ByName = Tables.Queryable
        .Select(t => new KqlTable(t.Name, t.Columns))
        .Append(new KqlTable(AdminView, Tables.AksAudit.Columns))
        .ToDictionary(t => t.Name, StringComparer.Ordinal);

    public static Catalogue Instance { get; } = new();

    public IEnumerable<string> TableNames => ByName.Keys;

    public bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table) => ByName.TryGetValue(name, out table);
}
