using System.Text.Json.Nodes;
using Gimlet.Manifests.Variables;

namespace Gimlet.Manifests.Reading;

/// <summary>Makes a manifest of nodes; knows every field and its type.</summary>
internal static class ManifestDecoder
{
    public static Manifest Decode(DocumentNode node)
    {
        if (node is not MappingNode)
        {
            throw FieldPath.Top.Error($"a manifest must be a mapping, not {node.Description}", node.Position);
        }

        var fields = new FieldReader(
            node,
            FieldPath.Top,
            "app",
            "env",
            "namespace",
            "deploy",
            "cleanup",
            "chart",
            "values",
            "strategicMergePatches",
            "json6902Patches",
            "manifests");
        return new Manifest
        {
            App = Name(fields, "app") ?? fields.RequiredText("app"),
            Env = Name(fields, "env") ?? fields.RequiredText("env"),
            Namespace = Name(fields, "namespace"),
            Deploy = fields.Mapping("deploy", Deploy),
            Cleanup = fields.Mapping("cleanup", Cleanup),
            Chart = fields.Mapping("chart", Chart),
            Values = fields.Mapping("values", Values),
            StrategicMergePatches = fields.Text("strategicMergePatches"),
            Json6902Patches = fields.List("json6902Patches", Patch),
            Manifests = fields.Text("manifests"),
        };
    }

    private static DeployPolicy Deploy(DocumentNode node, FieldPath path)
    {
        var fields = new FieldReader(node, path, "branch", "event", "tag", "commitMessagePatterns");
        return new DeployPolicy
        {
            Branch = fields.Text("branch", TextForm.Pattern),
            Event = Event(fields, path, ManifestEvents.Deploy),
            Tag = fields.Text("tag", TextForm.Pattern),
            CommitMessagePatterns = fields.List("commitMessagePatterns", (item, at) => FieldReader.Text(item, at)),
        };
    }

    private static CleanupPolicy Cleanup(DocumentNode node, FieldPath path)
    {
        var fields = new FieldReader(node, path, "app", "branch", "event");
        return new CleanupPolicy
        {
            App = Name(fields, "app") ?? fields.RequiredText("app"),
            Branch = fields.RequiredText("branch", TextForm.Pattern),
            Event = Event(fields, path, ManifestEvents.Cleanup) ?? fields.RequiredText("event"),
        };
    }

    private static Chart Chart(DocumentNode node, FieldPath path)
    {
        var fields = new FieldReader(node, path, "repository", "name", "version");
        return new Chart
        {
            Repository = fields.Text("repository"),
            Name = fields.RequiredText("name"),
            Version = fields.Text("version", TextForm.Version),
        };
    }

    private static JsonObject Values(DocumentNode node, FieldPath path)
    {
        return node is MappingNode values
            ? values.ToJson(path)
            : throw path.Error($"must be a mapping, not {node.Description}", node.Position);
    }

    private static Json6902Patch Patch(DocumentNode node, FieldPath path)
    {
        var fields = new FieldReader(node, path, "patch", "target");
        return new Json6902Patch
        {
            Patch = fields.RequiredText("patch"),
            Target = Target(fields.Required("target"), path.Key("target")),
        };
    }

    private static PatchTarget Target(DocumentNode node, FieldPath path)
    {
        var fields = new FieldReader(node, path, "group", "version", "kind", "name");
        return new PatchTarget
        {
            Group = fields.OptionalText("group"),
            Version = fields.Text("version"),
            Kind = fields.Text("kind"),
            Name = fields.Text("name"),
        };
    }

    /// <summary>A name without variables is checked at once, one with them when they are resolved.</summary>
    private static string? Name(FieldReader fields, string field)
    {
        var name = fields.Text(field);
        if (name is not null && !VariableTemplate.IsTemplate(name) && !DnsLabel.IsValid(name))
        {
            throw fields.Error(field, DnsLabel.Explain(name));
        }

        return name;
    }

    private static string? Event(FieldReader fields, FieldPath path, IReadOnlyList<string> known)
    {
        return fields.Text("event") is { } name && !VariableTemplate.IsTemplate(name)
            ? ManifestEvents.Require(name, known, path.Key("event"), fields.Optional("event")?.Position)
            : fields.Text("event");
    }
}
