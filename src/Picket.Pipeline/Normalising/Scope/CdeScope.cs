using System.Collections.Concurrent;
using System.IO.Enumeration;
using System.Text;
using Picket.Core;

namespace Picket.Pipeline.Normalising.Scope;

/// <summary>
/// Says whether an event touches the cardholder data environment. Labels of namespaces are learnt from the namespace
/// objects that pass by and can be saved and restored. Safe to use from several threads.
/// </summary>
public sealed class CdeScope
{
    /// <summary>The most namespaces whose verdict is remembered per cluster; an attacker may invent names.</summary>
    public const int MaxCachedNamespaces = 10_000;

    private const int MaxCachedClusters = 1_000;

    private readonly CdeScopeOptions _options;
    private readonly IReadOnlyList<LabelSelector> _selectors;
    private readonly IReadOnlyList<byte[]> _labelKeys;
    private readonly NamespaceLabels _namespaces = new();
    private readonly ConcurrentDictionary<string, ClusterVerdicts> _clusters = new(StringComparer.OrdinalIgnoreCase);
    private volatile ClusterVerdicts? _latest;

    private CdeScope(CdeScopeOptions options, IReadOnlyList<LabelSelector> selectors)
    {
        _options = options;
        _selectors = selectors;
        _labelKeys = [.. selectors.Select(s => s.Keys.First())];
    }

    /// <summary>A scope that holds nothing.</summary>
    public static CdeScope None { get; } = new(new(), []);

    /// <summary>Makes the scope; every selector that cannot be read is a problem, and all are told.</summary>
    public static bool TryCreate(CdeScopeOptions options, out CdeScope scope, out IReadOnlyList<string> problems)
    {
        var selectors = new List<LabelSelector>();
        var found = new List<string>();
        foreach (var text in options.Labels)
        {
            if (LabelSelector.TryParse(text, out var selector))
                selectors.Add(selector);
            else
                found.Add($"PKT2101: The label selector '{text}' cannot be read. Write 'key=value', 'key' or 'key in (a, b)'.");
        }

        problems = found;
        scope = new(options, selectors);
        return found.Count == 0;
    }

    /// <summary>Whether the event is in the environment. Learns from it first when it shows a namespace.</summary>
    public bool Contains(AuditEvent auditEvent)
    {
        if (_selectors.Count > 0 && auditEvent.Resource.Span.SequenceEqual("namespaces"u8))
            Learn(auditEvent);

        var verdicts = VerdictsOf(auditEvent.Cluster);
        if (verdicts.IsWhole)
            return true;
        var name = auditEvent.Namespace;
        if (name.IsEmpty && auditEvent.Resource.Span.SequenceEqual("namespaces"u8))
            name = auditEvent.Name;
        return (!name.IsEmpty && verdicts.Contains(name.Span, this)) || HasLabels(auditEvent);
    }

    /// <summary>The learnt namespace labels as text, when they changed since the last call; otherwise null.</summary>
    public string? TakeChanges() => _namespaces.TakeChanges();

    /// <summary>Takes up what <see cref="TakeChanges"/> gave; text that cannot be read is ignored and false returned.</summary>
    public bool TryRestore(string saved)
    {
        var isRead = _namespaces.TryRestore(saved);
        Forget();
        return isRead;
    }

    // Neighbouring events come from one cluster, most often as the very same string: that spares hashing a long id.
    private ClusterVerdicts VerdictsOf(string cluster)
    {
        if (_latest is { } latest && ReferenceEquals(latest.Cluster, cluster))
            return latest;
        if (_clusters.Count >= MaxCachedClusters)
            _clusters.Clear();
        return _latest = _clusters.GetOrAdd(cluster, static (name, scope) => scope.Judge(name), this);
    }

    private ClusterVerdicts Judge(string cluster) =>
        new(cluster, _options.Clusters.Any(pattern => IsCluster(pattern, cluster)));

    // A cluster may be named by its Azure resource id or by the id's last segment.
    private static bool IsCluster(string pattern, string cluster) =>
        FileSystemName.MatchesSimpleExpression(pattern, cluster)
        || FileSystemName.MatchesSimpleExpression(pattern, cluster.AsSpan(cluster.LastIndexOf('/') + 1));

    private bool JudgeNamespace(string cluster, string name) =>
        _options.Namespaces.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false))
        || (_namespaces.Find(cluster, name) is { } labels && _selectors.Any(s => s.Matches(labels)));

    private bool HasLabels(AuditEvent e)
    {
        foreach (var key in _labelKeys)
        {
            // A vectorised search for the key spares almost every body the walk over its tokens.
            if (e.RequestObject.Span.IndexOf(key) >= 0 && Matches(Labels.Of(e.RequestObject.Span)))
                return true;
            if (e.ResponseObject.Span.IndexOf(key) >= 0 && Matches(Labels.Of(e.ResponseObject.Span)))
                return true;
        }

        return false;
    }

    private bool Matches(Dictionary<string, string>? labels) => labels is not null && _selectors.Any(s => s.Matches(labels));

    private void Learn(AuditEvent e)
    {
        if (_namespaces.Learn(e))
            Forget();
    }

    private void Forget()
    {
        _clusters.Clear();
        _latest = null;
    }

    private sealed class ClusterVerdicts(string cluster, bool isWhole)
    {
        private readonly ConcurrentDictionary<byte[], bool> _byName = new(Utf8Comparer.Instance);

        public string Cluster { get; } = cluster;

        public bool IsWhole { get; } = isWhole;

        public bool Contains(ReadOnlySpan<byte> name, CdeScope scope)
        {
            if (_byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var verdict))
                return verdict;
            if (_byName.Count >= MaxCachedNamespaces)
                _byName.Clear();
            verdict = scope.JudgeNamespace(Cluster, Encoding.UTF8.GetString(name));
            _byName[name.ToArray()] = verdict;
            return verdict;
        }
    }
}
