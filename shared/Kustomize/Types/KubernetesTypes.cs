using System.Collections.Frozen;

namespace Gimlet.Kustomize.Types;

/// <summary>
/// Which lists of Kubernetes' own types are merged by which keys, and which kinds have no namespace. The table beside
/// this file names its source.
/// </summary>
internal static class KubernetesTypes
{
    private static readonly Table Known = Read();

    /// <summary>The type of an object, or null for a custom resource.</summary>
    public static string? Of(string apiVersion, string kind) => Known.Kinds.GetValueOrDefault((apiVersion, kind));

    /// <summary>A field of a type, or null where nothing in it is merged by keys.</summary>
    public static MergedField? Field(string? type, string name) =>
        type is not null && Known.Fields.TryGetValue(type, out var fields) ? fields.GetValueOrDefault(name) : null;

    /// <summary>Whether objects of a kind certainly have no namespace.</summary>
    public static bool IsClusterScoped(string apiVersion, string kind) =>
        Known.ClusterScoped.Contains((apiVersion, kind));

    /// <summary>The fields of a type in which something is merged by keys.</summary>
    public static IEnumerable<(string Name, MergedField Field)> Fields(string type) =>
        Known.Fields.TryGetValue(type, out var fields) ? fields.Select(field => (field.Key, field.Value)) : [];

    /// <summary>All kinds with their types.</summary>
    public static IEnumerable<(string ApiVersion, string Kind, string Type)> Kinds() =>
        Known.Kinds.Select(kind => (kind.Key.ApiVersion, kind.Key.Kind, kind.Value));

    private static Table Read()
    {
        using var stream = typeof(KubernetesTypes).Assembly.GetManifestResourceStream("KubernetesTypes.txt")!;
        using var reader = new StreamReader(stream);
        var kinds = new Dictionary<(string, string), string>();
        var clusterScoped = new HashSet<(string, string)>();
        var fields = new Dictionary<string, FrozenDictionary<string, MergedField>>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["kind" or "cluster-kind", var kind, var apiVersions, ..])
            {
                foreach (var apiVersion in apiVersions.Split(','))
                {
                    kinds[(apiVersion, kind)] = kind;
                    if (words[0] == "cluster-kind")
                    {
                        clusterScoped.Add((apiVersion, kind));
                    }
                }

                fields[kind] = ReadFields(words[3..]);
            }
            else if (words is ["type", var type, ..])
            {
                fields[type] = ReadFields(words[2..]);
            }
        }

        return new Table(
            kinds.ToFrozenDictionary(),
            clusterScoped.ToFrozenSet(),
            fields.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static FrozenDictionary<string, MergedField> ReadFields(IEnumerable<string> words)
    {
        var fields = new Dictionary<string, MergedField>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            var parts = word.Split(':');
            var bracket = parts[0].IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? parts[0] : parts[0][..bracket];
            var keys = bracket < 0
                ? null
                : parts[0][(bracket + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries);
            fields[name] = new MergedField(parts.ElementAtOrDefault(1), keys);
        }

        return fields.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Table(
        FrozenDictionary<(string ApiVersion, string Kind), string> Kinds,
        FrozenSet<(string, string)> ClusterScoped,
        FrozenDictionary<string, FrozenDictionary<string, MergedField>> Fields);
}
