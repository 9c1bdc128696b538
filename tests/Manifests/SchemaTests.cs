using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Gimlet.Manifests.Tests;

/// <summary>The schema that editors check <c>.gimlet/*.yaml</c> with says what the model says.</summary>
public sealed class SchemaTests
{
    private static readonly JsonObject Document =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "manifest.schema.json")))!.AsObject();

    private static readonly string Cases = Path.Combine(AppContext.BaseDirectory, "Cases");

    private static readonly JsonSchema Schema = JsonSchema.FromText(Document.ToJsonString());

    public static TheoryData<string> AcceptedCases() =>
        [.. Directory.GetFiles(Cases, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    public static TheoryData<string> Refused() =>
    [
        """{"env":"staging"}""",
        """{"app":"demo"}""",
        """{"app":"Demo","env":"staging"}""",
        """{"app":"a/b","env":"staging"}""",
        """{"app":"demo","env":"staging","valuse":{}}""",
        """{"app":"demo","env":"staging","values":[]}""",
        """{"app":"demo","env":"staging","deploy":{"event":"pushed"}}""",
        """{"app":"demo","env":"staging","deploy":{"branches":"main"}}""",
        """{"app":"demo","env":"staging","cleanup":{"app":"demo","branch":"a","event":"push"}}""",
        """{"app":"demo","env":"staging","cleanup":{"app":"demo","event":"branchDeleted"}}""",
        """{"app":"demo","env":"staging","chart":{"version":"1.0.0"}}""",
        """{"app":"demo","env":"staging","chart":"web-app"}""",
        """{"app":"demo","env":"staging","json6902Patches":[{"patch":"[]"}]}""",
    ];

    public static TheoryData<Type> ModelTypes() =>
    [
        typeof(Manifest), typeof(DeployPolicy), typeof(CleanupPolicy),
        typeof(Chart), typeof(Json6902Patch), typeof(PatchTarget),
    ];

    [Theory]
    [MemberData(nameof(ModelTypes))]
    public void Schema_Type_HasTheFieldsOfTheModel(Type type)
    {
        var schema = type == typeof(Manifest) ? Document : Document["definitions"]![type.Name]!.AsObject();
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

        Assert.Equal(
            properties.Select(property => Name(property)).Order(StringComparer.Ordinal),
            schema["properties"]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            properties.Where(property => property.IsDefined(typeof(RequiredMemberAttribute)))
                .Select(property => Name(property)).Order(StringComparer.Ordinal),
            (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).Order(StringComparer.Ordinal));
        Assert.False((bool)schema["additionalProperties"]!);
        Assert.All(schema["properties"]!.AsObject(), field => Assert.NotEmpty((string)field.Value!["description"]!));
    }

    [Theory]
    [MemberData(nameof(AcceptedCases))]
    public void Schema_AcceptedManifest_IsValid(string name)
    {
        var json = File.ReadAllText(Path.Combine(Cases, name + ".json"));

        Assert.True(Schema.Evaluate(JsonDocument.Parse(json).RootElement).IsValid);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Schema_RefusedManifest_IsInvalid(string json)
    {
        Assert.Throws<ManifestException>(() => ManifestReader.ReadJson(json));

        Assert.False(Schema.Evaluate(JsonDocument.Parse(json).RootElement).IsValid);
    }

    private static string Name(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
