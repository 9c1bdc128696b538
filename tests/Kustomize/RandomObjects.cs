using static Gimlet.Kustomize.Tests.YamlText;

namespace Gimlet.Kustomize.Tests;

/// <summary>Makes deployments and custom resources, and patches of them, within what both sides define.</summary>
internal sealed class RandomObjects(Random random)
{
    private static readonly string[] Scalars =
    [
        "1", "80", "\"1\"", "'80'", "yes", "\"yes\"", "true", "'true'", "text", "\"two words\"", "1.5", "\"1.5\"",
        "0x1F", "1e3", "2001-01-01", "\"2001-01-01\"", "\"a\\nb\\n\"", "'it''s'", "\"\"", "a:b", "-1",
        "\" padded \"", "ü",
    ];

    public string Deployment(string name) => new Map(
        ("apiVersion", "apps/v1"),
        ("kind", "Deployment"),
        ("metadata", Metadata(name, isPatch: false)),
        ("spec", new Map(Some(
            ("replicas", Scalar()),
            ("template", new Map(("spec", PodSpec(isPatch: false)))))))).ToString();

    public string DeploymentPatch(string name) => new Map(
        ("apiVersion", "apps/v1"),
        ("kind", "Deployment"),
        ("metadata", Metadata(name, isPatch: true)),
        ("spec", new Map(Some(
            ("replicas", ScalarOrNull(isPatch: true)),
            ("paused", "true"),
            ("template", new Map(("spec", PodSpec(isPatch: true)))))))).ToString();

    public string Service(string name) => new Map(
        ("apiVersion", "v1"),
        ("kind", "Service"),
        ("metadata", Metadata(name, isPatch: false)),
        ("spec", ServiceSpec(isPatch: false))).ToString();

    public string ServicePatch(string name) => new Map(
        ("apiVersion", "v1"),
        ("kind", "Service"),
        ("metadata", Metadata(name, isPatch: true)),
        ("spec", ServiceSpec(isPatch: true))).ToString();

    public string Custom(string name) => new Map(
        ("apiVersion", "example.com/v1"),
        ("kind", "Widget"),
        ("metadata", Metadata(name, isPatch: false)),
        ("spec", Tree(3, isPatch: false))).ToString();

    public string CustomPatch(string name) => new Map(
        ("apiVersion", "example.com/v1"),
        ("kind", "Widget"),
        ("metadata", Metadata(name, isPatch: true)),
        ("spec", Tree(3, isPatch: true))).ToString();

    private Map Metadata(string name, bool isPatch) => new([
        ("name", name),
        .. Some(("labels", Values(isPatch)), ("annotations", Values(isPatch)), ("finalizers", Texts())),
    ]);

    private Map PodSpec(bool isPatch) => new([
        ("containers", Containers(isPatch)),
        .. Some(
            ("initContainers", List(isPatch, "name", Container)),
            ("volumes", List(isPatch, "name", Volume)),
            ("imagePullSecrets", List(isPatch, "name", _ => [])),
            ("hostAliases", List(isPatch, "ip", _ => Some(("hostnames", Texts())))),
            ("tolerations", new Items(Pick(static _ => new Map(("key", "a")), 2))),
            ("nodeSelector", Values(isPatch)),
            ("securityContext", Values(isPatch)),
            ("topologySpreadConstraints", Constraints(isPatch)),
            ("hostNetwork", ScalarOrNull(isPatch))),
    ]);

    private Map ServiceSpec(bool isPatch) => new(Some(
        ("type", Scalar()),
        ("selector", Values(isPatch)),
        ("externalIPs", Texts()),
        ("ports", Ports(isPatch, "port"))));

    // The documents always have containers, so that a directive for the list has what it is about.
    private Items Containers(bool isPatch)
    {
        var list = List(isPatch, "name", Container);
        return isPatch && Chance(10)
            ? new Items([new Map(("$patch", Chance(50) ? "replace" : "merge")), .. list.Values])
            : list;
    }

    private (string, YamlText)[] Container(bool isPatch) => Some(
        ("image", Scalar()),
        ("args", Texts()),
        ("env", List(isPatch, "name", patch => Some(("value", ScalarOrNull(patch)), ("valueFrom", Values(patch))))),
        ("ports", Ports(isPatch, "containerPort")),
        ("resources", new Map(Some(("requests", Values(isPatch)), ("limits", Values(isPatch))))),
        ("volumeMounts", List(isPatch, "mountPath", patch => Some(("readOnly", ScalarOrNull(patch))))));

    private (string, YamlText)[] Volume(bool isPatch) =>
        Some(("emptyDir", Values(isPatch)), ("secret", Values(isPatch)));

    private Items Ports(bool isPatch, string key) => new(Pick(
        index => Element(isPatch, [
            (key, $"{80 + random.Next(3)}"),
            .. Some(("protocol", Chance(50) ? "TCP" : "UDP"), ("name", $"p{index}")),
        ]),
        4));

    private Items Constraints(bool isPatch) => new(Pick(
        _ => Element(isPatch, [
            ("topologyKey", Chance(50) ? "zone" : "host"),
            .. Some(("whenUnsatisfiable", Chance(50) ? "DoNotSchedule" : "ScheduleAnyway"), ("maxSkew", Scalar())),
        ]),
        3));

    private Items List(bool isPatch, string key, Func<bool, (string, YamlText)[]> fields) => new(Pick(
        _ => Element(isPatch, [(key, $"{(char)('a' + random.Next(5))}"), .. fields(isPatch)]), 4));

    private Map Element(bool isPatch, (string, YamlText)[] fields) => isPatch && Chance(15)
        ? new Map([.. fields, ("$patch", Chance(60) ? "delete" : "replace")])
        : new Map(fields);

    private Map Values(bool isPatch)
    {
        var fields = Some(("x", ScalarOrNull(isPatch)), ("y", ScalarOrNull(isPatch)), ("z", ScalarOrNull(isPatch)));
        return isPatch && Chance(10)
            ? new Map([.. fields, ("$patch", Chance(50) ? "delete" : "replace")])
            : new Map(fields);
    }

    /// <summary>A tree in which one name has one kind of value, so that a patch never has another.</summary>
    private Map Tree(int depth, bool isPatch)
    {
        var fields = Some(
            ("scalar", ScalarOrNull(isPatch)),
            ("values", Values(isPatch)),
            ("texts", Texts()),
            ("elements", new Items(Pick(_ => new Map(("name", Scalar()), ("value", Scalar())), 3))),
            ("gone", isPatch ? "null" : Scalar()));
        return depth == 0 ? new Map(fields) : new Map([.. fields, .. Some(("deeper", Tree(depth - 1, isPatch)))]);
    }

    private Items Texts() => new(Pick(_ => Chance(50) ? "a" : Chance(50) ? "b" : "\"c\"", 3));

    private YamlText ScalarOrNull(bool isPatch) => isPatch && Chance(20) ? "null" : Chance(3) ? "" : Scalar();

    private Scalar Scalar() => new(Scalars[random.Next(Scalars.Length)]);

    private (string, YamlText)[] Some(params (string Name, YamlText Value)[] fields) =>
        [.. fields.Where(_ => Chance(50)).Select(field => (field.Name, Chance(5) ? Null() : field.Value))];

    private YamlText Null() => Chance(40) ? "" : Chance(50) ? "null" : "~";

    private YamlText[] Pick(Func<int, YamlText> make, int most) =>
        [.. Enumerable.Range(0, random.Next(most + 1)).Select(make)];

    private bool Chance(int percent) => random.Next(100) < percent;
}
