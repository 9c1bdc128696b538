using System.Globalization;
using Gimlet.GoYaml;
using Gimlet.GoYaml.Json;
using Gimlet.Kustomize.Documents;

namespace Gimlet.Kustomize.JsonPatching;

/// <summary>The operations of an RFC 6902 patch, and how they change a document.</summary>
internal sealed class JsonPatch
{
    private readonly List<JsonPatchOperation> _operations;

    private JsonPatch(List<JsonPatchOperation> operations) => _operations = operations;

    /// <summary>Reads a list of operations, JSON where it starts with a bracket and YAML otherwise.</summary>
    /// <exception cref="KustomizeException">The text is neither, or one of the operations is not complete.</exception>
    public static JsonPatch Read(string text, WorkBudget budget)
    {
        if (ReadText(text.Trim(), budget) is not List<object?> list)
        {
            throw new KustomizeException("it must be a list of operations.");
        }

        var operations = list.Select((operation, index) => InOperation(index, () => ReadOperation(operation)));
        return new JsonPatch([.. operations]);
    }

    /// <summary>Carries out the operations, one after the other.</summary>
    /// <exception cref="KustomizeException">An operation cannot be carried out.</exception>
    public Dictionary<string, object?> Apply(Dictionary<string, object?> document, WorkBudget budget)
    {
        object? root = document;
        for (var index = 0; index < _operations.Count; index++)
        {
            var operation = _operations[index];
            InOperation(index, () => root = new JsonPatchExecution(budget).Apply(root, operation));
        }

        return root as Dictionary<string, object?>
            ?? throw new KustomizeException("it replaces the document with something that is no object.");
    }

    private static object? ReadText(string text, WorkBudget budget)
    {
        try
        {
            return text.StartsWith('[')
                ? GoJson.Read(text)
                : YamlReader.Read(text, new YamlReadOptions
                {
                    KeepIntegers = true,
                    MaxDepth = budget.Limits.MaxDepth,
                    MaxNodes = budget.Limits.MaxValues,
                });
        }
        catch (YamlException exception)
        {
            throw new KustomizeException($"it is neither JSON nor YAML: {exception.Message}", exception);
        }
    }

    private static JsonPatchOperation ReadOperation(object? value)
    {
        if (value is not Dictionary<string, object?> fields)
        {
            throw new KustomizeException("it must be a map.");
        }

        var name = Text(fields, "op");
        if (name is not ("add" or "remove" or "replace" or "move" or "copy" or "test"))
        {
            throw new KustomizeException($"op \"{name}\" is none of add, remove, replace, move, copy, test.");
        }

        var path = JsonPointer.Parse(Text(fields, "path"));
        var from = name is "move" or "copy" ? JsonPointer.Parse(Text(fields, "from")) : null;
        if (name is "add" or "replace" && !fields.ContainsKey("value"))
        {
            throw new KustomizeException($"op {name} of {path} has no value.");
        }

        return new JsonPatchOperation(name, path, from, fields.GetValueOrDefault("value"));
    }

    private static string Text(Dictionary<string, object?> fields, string name) =>
        fields.GetValueOrDefault(name) as string
        ?? throw new KustomizeException($"it has no {name}, or one that is no string.");

    private static T InOperation<T>(int index, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (KustomizeException exception)
        {
            var place = index.ToString(CultureInfo.InvariantCulture);
            throw new KustomizeException($"operation {place}: {exception.Message}", exception);
        }
    }
}
