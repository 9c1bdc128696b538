using System.Globalization;
using System.Text.Json.Nodes;

namespace Gimlet.Testing.Kubernetes;

/// <summary>The objects of the cluster and the history of their changes.</summary>
internal sealed class ObjectStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Kind, string Namespace, string Name), JsonObject> _objects = [];
    private readonly List<Change> _history = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = 100;
    private long _oldest = 100;

    public void Apply(JsonObject manifest)
    {
        lock (_lock)
        {
            var kind = (string)manifest["kind"]!;
            var key = (kind, (string)manifest["metadata"]!["namespace"]!, (string)manifest["metadata"]!["name"]!);
            var exists = _objects.TryGetValue(key, out var present);
            var subject = (JsonObject)manifest.DeepClone();
            subject["status"] ??= present?["status"]?.DeepClone();
            subject["metadata"]!["generation"] = exists ? (long)present!["metadata"]!["generation"]! + 1 : 1L;
            Store(exists ? "MODIFIED" : "ADDED", key, subject);
        }
    }

    public void PatchStatus(string kind, string objectNamespace, string name, JsonObject fields)
    {
        lock (_lock)
        {
            var key = (kind, objectNamespace, name);
            var subject = (JsonObject)_objects[key].DeepClone();
            var status = subject["status"] as JsonObject ?? [];
            foreach (var (field, value) in fields)
            {
                status[field] = value?.DeepClone();
            }
            subject["status"] = status.DeepClone();
            Store("MODIFIED", key, subject);
        }
    }

    public void Delete(string kind, string objectNamespace, string name)
    {
        lock (_lock)
        {
            var key = (kind, objectNamespace, name);
            var subject = (JsonObject)_objects[key].DeepClone();
            Store("DELETED", key, subject);
            _objects.Remove(key);
        }
    }

    public void ExpireHistory()
    {
        lock (_lock)
        {
            _oldest = ++_version;
            _history.Clear();
        }
    }

    public void CompactHistory()
    {
        lock (_lock)
        {
            _oldest = _version;
        }
    }

    public (long Version, IReadOnlyList<JsonObject> Items) List(string kind, string? objectNamespace)
    {
        lock (_lock)
        {
            return (_version, [.. _objects
                .Where(entry => entry.Key.Kind == kind
                    && (objectNamespace is null || entry.Key.Namespace == objectNamespace))
                .OrderBy(entry => (entry.Key.Namespace, entry.Key.Name))
                .Select(entry => entry.Value)]);
        }
    }

    /// <summary>What came after a version, and a task that ends when there is more; null without history.</summary>
    public (long Version, IReadOnlyList<Change> Changes, Task More)? After(long version)
    {
        lock (_lock)
        {
            return version < _oldest
                ? null
                : (_version, [.. _history.Where(change => change.Version > version)], _changed.Task);
        }
    }

    private void Store(string type, (string Kind, string Namespace, string Name) key, JsonObject subject)
    {
        subject["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        _objects[key] = subject;
        _history.Add(new(type, _version, key.Kind, key.Namespace, subject));
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}

internal sealed record Change(string Type, long Version, string Kind, string Namespace, JsonObject Object);
