using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Picket.Core;

namespace Picket.Pipeline.Normalising.Scope;

/// <summary>Labels of namespaces, learnt from requests that the API server carried out.</summary>
internal sealed class NamespaceLabels
{
    /// <summary>The most namespaces whose labels are kept; further ones are judged by name only.</summary>
    private const int MaxNamespaces = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Cluster, string Name), Dictionary<string, string>> _labels = [];
    private bool _isChanged;

    public IReadOnlyDictionary<string, string>? Find(string cluster, string name)
    {
        lock (_gate)
            return _labels.GetValueOrDefault((Fold(cluster), name));
    }

    /// <summary>Learns from an event on namespaces; true when anything is known anew.</summary>
    public bool Learn(AuditEvent e)
    {
        var isDone = e.Stage == AuditStage.ResponseComplete && e.StatusCode is >= 200 and < 300;
        if (!isDone || !e.Subresource.IsEmpty || e.RequestUri.Span.IndexOf("dryRun="u8) >= 0)
            return false;

        var verb = e.Verb.Span;
        var isWrite = verb.SequenceEqual("create"u8) || verb.SequenceEqual("update"u8);
        var isPatch = verb.SequenceEqual("patch"u8);
        var (body, isPartial) = !e.ResponseObject.IsEmpty ? (e.ResponseObject, false)
            : isWrite ? (e.RequestObject, false)
            : isPatch ? (e.RequestObject, true) : (default, false);
        if (body.IsEmpty)
            return false;

        var isNew = false;
        foreach (var item in Labels.OfItems(body.Span))
        {
            var name = item.Name.Length > 0 ? item.Name : Encoding.UTF8.GetString(e.Name.Span);
            isNew |= name.Length > 0 && Set(Fold(e.Cluster), name, item.Labels, isPartial);
        }

        return isNew;
    }

    public string? TakeChanges()
    {
        lock (_gate)
        {
            if (!_isChanged)
                return null;
            _isChanged = false;
            var known = _labels.Select(pair => new KnownNamespace(pair.Key.Cluster, pair.Key.Name, pair.Value)).ToList();
            return JsonSerializer.Serialize(known, NamespaceJson.Default.ListKnownNamespace);
        }
    }

    public bool TryRestore(string saved)
    {
        try
        {
            var known = JsonSerializer.Deserialize(saved, NamespaceJson.Default.ListKnownNamespace) ?? [];
            lock (_gate)
            {
                foreach (var item in known.Take(MaxNamespaces))
                    _labels[(item.Cluster, item.Name)] = item.Labels;
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool Set(string cluster, string name, Dictionary<string, string> labels, bool isPartial)
    {
        lock (_gate)
        {
            var known = _labels.GetValueOrDefault((cluster, name));
            if (known is null && _labels.Count >= MaxNamespaces)
                return false;
            if (isPartial && known is not null)
                labels = known.Concat(labels).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Last().Value);
            if (known is not null && known.Count == labels.Count && !known.Except(labels).Any())
                return false;
            _labels[(cluster, name)] = labels;
            return _isChanged = true;
        }
    }

    // AKS writes resource ids in upper case in one place and mixed in another.
    private static string Fold(string cluster) => cluster.ToUpperInvariant();
}

/// <summary>A namespace's labels as they are saved.</summary>
internal sealed record KnownNamespace(string Cluster, string Name, Dictionary<string, string> Labels);

[JsonSerializable(typeof(List<KnownNamespace>))]
internal sealed partial class NamespaceJson : JsonSerializerContext;
