// Writes shared/Kustomize/Types/KubernetesTypes.txt: which lists of Kubernetes' types are merged by which keys.
//
//   dotnet run build/kubernetes-types.cs BUNDLE > shared/Kustomize/Types/KubernetesTypes.txt
//
// BUNDLE is the schema that kustomize embeds, as JSON: in kubernetes-sigs/kustomize,
// kyaml/openapi/kubernetesapi/data/kubernetes-openapi-union-v1.21.2.bundle-v1.json.gz, unpacked. kustomize 5.7 carries
// the same schema, that of Kubernetes 1.21.2, in another encoding. Only facts are taken: names of kinds, types and
// fields, merge keys, and whether a kind has a namespace. Types and fields in which nothing is merged are left out.
using System.Text;
using System.Text.Json;

using var bundle = JsonDocument.Parse(File.ReadAllBytes(args[0]));
var definitions = bundle.RootElement.GetProperty("definitions").EnumerateObject()
    .ToDictionary(definition => definition.Name, definition => definition.Value);
var fields = definitions.ToDictionary(
    definition => definition.Key, definition => Properties(definition.Value).Select(Describe).OfType<Field>().ToList());

var merged = new HashSet<string>();
while (fields.Any(type => type.Value.Any(IsMerged) && merged.Add(type.Key)))
{
}

Console.WriteLine("# Made by build/kubernetes-types.cs, which names the source: do not edit.");
Console.WriteLine("# type NAME FIELD[KEY,KEY]:ELEMENT FIELD:TYPE; a kind is a type with its API versions.");
var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
var resources = bundle.RootElement.GetProperty("resources").EnumerateArray()
    .Where(resource => resource.TryGetProperty("definition", out var definition)
        && (merged.Contains(definition.GetString()!) || Scope(resource) == "Cluster"))
    .ToList();
foreach (var kind in resources.GroupBy(resource => resource.GetProperty("kind").GetString()!))
{
    var versions = string.Join(',', kind.Select(resource => resource.GetProperty("apiVersion").GetString()));
    var word = kind.Select(Scope).Distinct().Single() == "Cluster" ? "cluster-kind" : "kind";
    var shape = kind.Select(resource => Shape(resource.GetProperty("definition").GetString()!)).Distinct().Single();
    lines.Add(kind.Key, $"{word} {kind.Key} {versions}{shape}");
}

foreach (var type in merged.GroupBy(Short).Where(type => !lines.ContainsKey(type.Key)))
{
    lines.Add(type.Key, $"type {type.Key}{type.Select(Shape).Distinct().Single()}");
}

Console.Write(string.Concat(lines.Values.Select(line => line + "\n")));

string Shape(string type)
{
    var shape = new StringBuilder();
    foreach (var field in fields[type].Where(IsMerged).OrderBy(field => field.Name, StringComparer.Ordinal))
    {
        shape.Append(' ').Append(field.Name);
        shape.Append(field.Keys is null ? "" : $"[{string.Join(',', field.Keys)}]");
        shape.Append(field.Type is not null && merged.Contains(field.Type) ? $":{Short(field.Type)}" : "");
    }

    return shape.ToString();
}

bool IsMerged(Field field) => field.Keys is not null || (field.Type is not null && merged.Contains(field.Type));

static string Short(string type) => type[(type.LastIndexOf('.') + 1)..];

static string Scope(JsonElement resource) => Text(resource, "scope") ?? "";

static string? Text(JsonElement element, string name) =>
    element.TryGetProperty(name, out var value) ? value.GetString() : null;

static string? Reference(JsonElement schema) =>
    Text(schema, "$ref") is { } path ? path[(path.LastIndexOf('/') + 1)..] : null;

static IEnumerable<JsonProperty> Properties(JsonElement schema) =>
    schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : [];

static Field? Describe(JsonProperty property)
{
    var schema = property.Value;
    if (Text(schema, "type") != "array")
    {
        return Reference(schema) is { } type ? new Field(property.Name, type, null) : null;
    }

    var strategies = Text(schema, "x-kubernetes-patch-strategy")?.Split(',') ?? [];
    if (!strategies.Contains("merge"))
    {
        return null;
    }

    var keys = schema.TryGetProperty("x-kubernetes-list-map-keys", out var several)
        ? several.EnumerateArray().Select(key => key.GetString()!).ToArray()
        : Text(schema, "x-kubernetes-patch-merge-key") is { } single ? [single] : [];
    return new Field(property.Name, Reference(schema.GetProperty("items")), keys);
}

internal sealed record Field(string Name, string? Type, IReadOnlyList<string>? Keys);
