using Gimlet.Kustomize.Types;
using Gimlet.Testing.Kustomize;
using static Gimlet.Kustomize.Tests.YamlText;

namespace Gimlet.Kustomize.Tests;

public sealed class KubernetesTypesTests
{
    [Fact]
    public void MergedLists_OfEveryKind_AreMergedByTheSameKeysAsInKubectl()
    {
        KustomizeOracle.Require();
        var documents = new List<string>();
        var patches = new List<string>();
        foreach (var (apiVersion, kind, type) in KubernetesTypes.Kinds().OrderBy(kind => (kind.Kind, kind.ApiVersion)))
        {
            foreach (var path in PathsTo(type))
            {
                var name = $"n{documents.Count}";
                documents.Add(Object(apiVersion, kind, name, path, isPatch: false));
                patches.Add(Object(apiVersion, kind, name, path, isPatch: true));
            }
        }

        var answer = KustomizeOracle.Build(string.Join("---\n", documents), string.Join("---\n", patches), null);
        var output = Patching.Apply(string.Join("---\n", documents), string.Join("---\n", patches), []);

        Assert.Null(answer.Error);
        Assert.InRange(documents.Count, 200, int.MaxValue);
        Comparison.AreEqual(answer.Output!, output, documents, patches);
    }

    [Fact]
    public void MergedLists_OfPods_AreThoseOfTheSchema()
    {
        var lists = from type in new[] { "Container", "PodSpec" }
            from field in KubernetesTypes.Fields(type)
            where field.Field.IsMergedList
            orderby type, field.Name
            select $"{type}.{field.Name} {string.Join(',', field.Field.Keys!)}";

        Assert.Equal(
            [
                "Container.env name",
                "Container.ports containerPort,protocol",
                "Container.volumeDevices devicePath",
                "Container.volumeMounts mountPath",
                "PodSpec.containers name",
                "PodSpec.ephemeralContainers name",
                "PodSpec.hostAliases ip",
                "PodSpec.imagePullSecrets name",
                "PodSpec.initContainers name",
                "PodSpec.topologySpreadConstraints topologyKey,whenUnsatisfiable",
                "PodSpec.volumes name",
            ],
            lists);
    }

    [Theory]
    [InlineData("v1", "Namespace", true)]
    [InlineData("rbac.authorization.k8s.io/v1", "ClusterRole", true)]
    [InlineData("rbac.authorization.k8s.io/v1", "Role", false)]
    [InlineData("apps/v1", "Deployment", false)]
    [InlineData("example.com/v1", "Namespace", false)]
    public void IsClusterScoped_Kind_IsKnown(string apiVersion, string kind, bool expected) =>
        Assert.Equal(expected, KubernetesTypes.IsClusterScoped(apiVersion, kind));

    /// <summary>The fields that lead to each merged list of a type; the last is the list.</summary>
    private static IEnumerable<(string Name, MergedField Field)[]> PathsTo(string type)
    {
        foreach (var (name, field) in KubernetesTypes.Fields(type))
        {
            if (field.IsMergedList)
            {
                yield return [(name, field)];
            }

            foreach (var rest in field.Type is null ? [] : PathsTo(field.Type))
            {
                yield return [(name, field), .. rest];
            }
        }
    }

    private static string Object(
        string apiVersion, string kind, string name, (string Name, MergedField Field)[] path, bool isPatch)
    {
        var value = Value(path, isPatch);
        var metadata = path[0].Name == "metadata"
            ? new Map([("name", name), .. ((Map)value).Fields])
            : new Map(("name", name));
        (string, YamlText)[] rest = path[0].Name == "metadata" ? [] : [(path[0].Name, value)];
        return new Map([("apiVersion", apiVersion), ("kind", kind), ("metadata", metadata), .. rest]).ToString();
    }

    private static YamlText Value(ReadOnlySpan<(string Name, MergedField Field)> path, bool isPatch)
    {
        if (path.Length > 1)
        {
            var inner = new Map((path[1].Name, Value(path[1..], isPatch)));
            return path[0].Field.IsMergedList ? new Items(Element(path[0].Field, "same", inner.Fields)) : inner;
        }

        var field = path[0].Field;
        if (field.Keys is [])
        {
            return isPatch ? new Items("new", "same") : new Items("old", "same");
        }

        return isPatch
            ? new Items(Element(field, "new", []), Element(field, "same", [("patched", "true")]))
            : new Items(Element(field, "old", []), Element(field, "same", [("original", "true")]));
    }

    private static Map Element(MergedField field, string key, (string, YamlText)[] fields) =>
        new([.. field.Keys!.Select(name => (name, (YamlText)key)), .. fields]);
}
