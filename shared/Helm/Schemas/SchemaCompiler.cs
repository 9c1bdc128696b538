using System.Runtime.CompilerServices;
using Gimlet.GoYaml;
using Gimlet.GoYaml.Json;
using Gimlet.Templating;
using Gimlet.Templating.Sprig.Regexes;
using Map = System.Collections.Generic.Dictionary<string, object?>;

namespace Gimlet.Helm.Schemas;

/// <summary>Makes nodes of a JSON schema. This part knows drafts and references; the other reads keywords.</summary>
internal sealed partial class SchemaCompiler
{
    private static readonly SchemaNode Anything = new() { Always = true };
    private static readonly SchemaNode Nothing = new() { Always = false };

    private readonly Dictionary<Map, SchemaNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly SchemaResources _resources;
    private readonly int _draft;

    private SchemaCompiler(object? document)
    {
        _draft = DraftOf((document as Map)?.GetValueOrDefault("$schema") as string ?? "");
        _resources = new SchemaResources(document, _draft == 4 ? "id" : "$id");
    }

    /// <exception cref="SchemaException">The text is no schema.</exception>
    public static SchemaNode Compile(string json)
    {
        try
        {
            var document = GoJson.Read(json);
            return new SchemaCompiler(document).Compile(document, "");
        }
        catch (YamlException exception)
        {
            throw new SchemaException(
                exception.Message == "unexpected end of JSON input" ? "unexpected EOF" : exception.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new SchemaException("schemas are nested too deep");
        }
    }

    // An address without a draft is the newest one.
    private static int DraftOf(string address) => address switch
    {
        _ when address.Contains("draft-04", StringComparison.Ordinal) => 4,
        _ when address.Contains("draft-06", StringComparison.Ordinal) => 6,
        _ when address.Contains("draft-07", StringComparison.Ordinal) => 7,
        _ when address.Contains("2019-09", StringComparison.Ordinal) => 2019,
        _ => 2020,
    };

    private static SchemaException Invalid(string location, string problem) =>
        new($"\"file:///values.schema.json#\" is not valid against metaschema: at '{location}': {problem}");

    private SchemaNode Compile(object? schema, string location)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (schema)
        {
            case bool always:
                return always ? Anything : Nothing;
            case Map map:
                if (!_nodes.TryGetValue(map, out var node))
                {
                    node = new SchemaNode();
                    _nodes.Add(map, node);
                    Read(map, node, location);
                }

                return node;
            default:
                throw Invalid(location, $"got {SchemaValidator.TypeOf(schema)}, want boolean or object");
        }
    }

    private void ReadReference(Map map, SchemaNode node, string location)
    {
        foreach (var keyword in (string[])["$ref", "$dynamicRef", "$recursiveRef"])
        {
            if (map.GetValueOrDefault(keyword) is string reference)
            {
                // What is on other hosts is not fetched: a chart must not make its renderer call others.
                node.Reference = _resources.TryFind(map, reference, out var target)
                    ? Compile(target, $"{location}/{keyword}")
                    : Anything;
                node.IsReferenceAlone = _draft < 2019;
                return;
            }
        }
    }

    private GoRegex CompilePattern(string pattern, string location)
    {
        try
        {
            return GoRegex.Get(pattern);
        }
        catch (FunctionException exception)
        {
            throw Invalid(location, $"'{pattern}' is not valid regex: {exception.Message}");
        }
    }
}
