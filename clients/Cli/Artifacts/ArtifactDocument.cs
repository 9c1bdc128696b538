using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gimlet.Cli.Artifacts;

/// <summary>An artifact on its way to the server. What this program does not know stays as it is.</summary>
internal sealed class ArtifactDocument
{
    private const int MaxBytes = 64 * 1024 * 1024;
    private readonly JsonObject _content;
    private readonly string _name;

    private ArtifactDocument(JsonObject content, string name)
    {
        _content = content;
        _name = name;
    }

    /// <summary>A new artifact of a commit.</summary>
    public static ArtifactDocument Of(JsonObject version) =>
        new(new JsonObject { ["version"] = version }, "the artifact");

    /// <summary>Reads an artifact's file.</summary>
    /// <exception cref="CliException">It cannot be read, or is no JSON object.</exception>
    public static ArtifactDocument Read(string path)
    {
        var bytes = TextFile.ReadBytes(path, MaxBytes);
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            return JsonNode.Parse(bytes, documentOptions: options) is JsonObject content
                ? new ArtifactDocument(content, path)
                : throw new CliException($"{path} is no artifact: it must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw new CliException(
                $"{path} is not JSON (line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}): "
                + "make it again with gimlet artifact create.");
        }
    }

    /// <summary>Adds one item, whose fields are variables too.</summary>
    public void AddItem(IReadOnlyCollection<Assignment> fields)
    {
        var item = new JsonObject();
        SetAll(item, fields);
        List("items").Add((JsonNode)item);
        AddVars(fields);
    }

    /// <summary>Adds what CI knows: it stands in the context as well as among the variables.</summary>
    public void AddContext(IReadOnlyCollection<Assignment> variables)
    {
        SetAll("context", variables);
        AddVars(variables);
    }

    public void AddVars(IReadOnlyCollection<Assignment> variables) => SetAll("vars", variables);

    public void AddEnvironment(JsonNode manifest) => List("environments").Add(manifest);

    public byte[] ToJson() => CliJson.Write(_content);

    private static void SetAll(JsonObject target, IEnumerable<Assignment> variables)
    {
        foreach (var variable in variables)
        {
            target[variable.Name] = variable.Value;
        }
    }

    // What is empty is left out.
    private void SetAll(string map, IReadOnlyCollection<Assignment> variables)
    {
        if (variables.Count > 0)
        {
            SetAll(Map(map), variables);
        }
    }

    private JsonObject Map(string name) =>
        (_content[name] ??= new JsonObject()) as JsonObject ?? throw Wrong(name, "an object");

    private JsonArray List(string name) =>
        (_content[name] ??= new JsonArray()) as JsonArray ?? throw Wrong(name, "a list");

    private CliException Wrong(string part, string kind) => new($"{_name} is no artifact: {part} must be {kind}.");
}
