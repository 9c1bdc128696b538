using System.Text.Json;
using System.Text.Json.Nodes;
using Gimlet.Manifests.Reading;

namespace Gimlet.Manifests.Variables;

/// <summary>Goes through the fields of a manifest and checks what comes out.</summary>
internal sealed class ManifestResolution(VariableResolver resolver)
{
    public Manifest Resolve(Manifest manifest)
    {
        var top = FieldPath.Top;
        return manifest with
        {
            App = Name(manifest.App, top.Key("app")),
            Env = Name(manifest.Env, top.Key("env")),
            Namespace = Optional(manifest.Namespace, top.Key("namespace")) is { } name
                ? Name(name, top.Key("namespace"))
                : null,
            Deploy = manifest.Deploy is { } deploy ? Deploy(deploy, top.Key("deploy")) : null,
            Chart = manifest.Chart is { } chart ? Chart(chart, top.Key("chart")) : null,
            Values = manifest.Values is { } values ? Object(values, top.Key("values")) : null,
            StrategicMergePatches = Yaml(manifest.StrategicMergePatches, top.Key("strategicMergePatches")),
            Json6902Patches = List(manifest.Json6902Patches, top.Key("json6902Patches"), Patch),
            Manifests = Yaml(manifest.Manifests, top.Key("manifests"), raw => RawManifests.Parse(raw)),
        };
    }

    private DeployPolicy Deploy(DeployPolicy deploy, FieldPath path)
    {
        return new DeployPolicy
        {
            Branch = Condition(deploy.Branch, path.Key("branch")),
            Event = Condition(deploy.Event, path.Key("event")) is { } name
                ? ManifestEvents.Require(name, ManifestEvents.Deploy, path.Key("event"))
                : null,
            Tag = Condition(deploy.Tag, path.Key("tag")),
            CommitMessagePatterns = List(
                deploy.CommitMessagePatterns,
                path.Key("commitMessagePatterns"),
                resolver.Resolve),
        };
    }

    private Chart Chart(Chart chart, FieldPath path)
    {
        return new Chart
        {
            Repository = Optional(chart.Repository, path.Key("repository")),
            Name = Condition(chart.Name, path.Key("name"))!,
            Version = Optional(chart.Version, path.Key("version")),
        };
    }

    private Json6902Patch Patch(Json6902Patch patch, FieldPath path)
    {
        var target = path.Key("target");
        return new Json6902Patch
        {
            Patch = Yaml(patch.Patch, path.Key("patch")) is { Length: > 0 } text
                ? text
                : throw Empty(path.Key("patch")),
            Target = new PatchTarget
            {
                Group = patch.Target.Group is { } group ? resolver.Resolve(group, target.Key("group")) : null,
                Version = Optional(patch.Target.Version, target.Key("version")),
                Kind = Optional(patch.Target.Kind, target.Key("kind")),
                Name = Optional(patch.Target.Name, target.Key("name")),
            },
        };
    }

    private string Name(string name, FieldPath path)
    {
        var resolved = resolver.Resolve(name, path);
        DnsLabel.Require(path.ToString(), resolved);
        return resolved;
    }

    private string? Optional(string? text, FieldPath path)
    {
        return text is not null && resolver.Resolve(text, path) is { Length: > 0 } resolved ? resolved : null;
    }

    /// <summary>A field that must not become empty: without its condition a policy would match too much.</summary>
    private string? Condition(string? text, FieldPath path)
    {
        return text is null ? null : Optional(text, path) ?? throw Empty(path);
    }

    private static ManifestException Empty(FieldPath path)
    {
        return path.Error("is empty once its variables are resolved");
    }

    private string? Yaml(string? text, FieldPath path, Action<string>? check = null)
    {
        if (text is null)
        {
            return null;
        }

        var resolved = resolver.ResolveYaml(text, path);
        try
        {
            (check ?? (yaml => YamlComposer.Compose(yaml)))(resolved);
        }
        catch (ManifestException e)
        {
            throw path.Error(e.Message, cause: e);
        }

        return resolved;
    }

    private static List<T>? List<T>(IReadOnlyList<T>? items, FieldPath path, Func<T, FieldPath, T> resolve)
    {
        return items is null ? null : [.. items.Select((item, index) => resolve(item, path.Index(index)))];
    }

    private JsonNode? Value(JsonNode? value, FieldPath path)
    {
        return value switch
        {
            JsonObject mapping => Object(mapping, path),
            JsonArray list => new JsonArray([.. list.Select((item, index) => Value(item, path.Index(index)))]),
            JsonValue text when text.GetValueKind() == JsonValueKind.String =>
                JsonValue.Create(resolver.Resolve(text.GetValue<string>(), path)),
            _ => value?.DeepClone(),
        };
    }

    private JsonObject Object(JsonObject mapping, FieldPath path)
    {
        var resolved = new JsonObject();
        foreach (var (key, value) in mapping)
        {
            var field = path.Key(key);
            var name = resolver.Resolve(key, field);
            if (!resolved.TryAdd(name, Value(value, field)))
            {
                throw field.Error($"its variables make it {Quoted.Short(name)}, which is there already");
            }
        }

        return resolved;
    }
}
