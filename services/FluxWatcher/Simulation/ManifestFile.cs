using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gimlet.FluxWatcher.Simulation;

/// <summary>Says whether a file holds Kubernetes objects that could be applied.</summary>
/// <remarks>Reads YAML as a stream of events: aliases are not expanded.</remarks>
internal static class ManifestFile
{
    // No Kubernetes object comes near; the time to scan YAML grows with the square of its nesting.
    private const int DeepestNesting = 200;

    public static string? FindError(string fileName, TextReader text)
    {
        try
        {
            var parser = new Parser(text);
            parser.Consume<StreamStart>();
            while (!parser.Accept<StreamEnd>(out _))
            {
                if (FindDocumentError(parser, fileName) is { } error)
                {
                    return error;
                }
            }
            return null;
        }
        catch (YamlException e)
        {
            return $"line {e.Start.Line}, column {e.Start.Column}: {e.Message}";
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet's scanner ends some broken texts with exceptions of its own state.
            return $"the file is no YAML: {e.Message}";
        }
    }

    private static string? FindDocumentError(Parser parser, string fileName)
    {
        parser.Consume<DocumentStart>();
        var start = parser.Current!.Start;
        if (parser.Accept<Scalar>(out var scalar) && scalar.Value.Length == 0)
        {
            Skip(parser);
            parser.Consume<DocumentEnd>();
            return null;
        }
        if (!parser.Accept<MappingStart>(out _))
        {
            return $"line {start.Line}: a document is no Kubernetes object";
        }
        var fields = ReadFields(parser, "metadata");
        parser.Consume<DocumentEnd>();
        return MissingField(fields, fileName) is { } missing ? $"line {start.Line}: an object has no {missing}" : null;
    }

    private static string? MissingField(Dictionary<string, string?> fields, string fileName)
    {
        // Instructions for kustomize may leave out everything that objects need.
        if (fileName is "kustomization.yaml" or "kustomization.yml")
        {
            return null;
        }
        string[] needed = fields.GetValueOrDefault("kind")?.EndsWith("List", StringComparison.Ordinal) == true
            ? ["apiVersion", "kind"]
            : ["apiVersion", "kind", "metadata.name"];
        return needed.FirstOrDefault(field => string.IsNullOrEmpty(fields.GetValueOrDefault(field)));
    }

    // The scalars of one mapping, and of the one below it that is named; everything else is only checked.
    private static Dictionary<string, string?> ReadFields(Parser parser, string? nested)
    {
        var fields = new Dictionary<string, string?>();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var start = parser.Current!.Start;
            var key = parser.Accept<Scalar>(out var scalar) ? scalar.Value : null;
            Skip(parser);
            if (key is not null && !fields.TryAdd(key, parser.Accept<Scalar>(out var value) ? value.Value : null))
            {
                throw new YamlException(start, start, $"the key \"{key}\" is there twice");
            }
            if (key == nested && parser.Accept<MappingStart>(out _))
            {
                foreach (var (name, text) in ReadFields(parser, nested: null))
                {
                    fields[$"{key}.{name}"] = text;
                }
            }
            else
            {
                Skip(parser);
            }
        }
        return fields;
    }

    private static void Skip(Parser parser)
    {
        var depth = 0;
        do
        {
            var skipped = parser.Consume<ParsingEvent>();
            depth += skipped.NestingIncrease;
            if (depth > DeepestNesting)
            {
                throw new YamlException(skipped.Start, skipped.End, $"nested more than {DeepestNesting} levels deep");
            }
        }
        while (depth > 0);
    }
}
