using System.Runtime.CompilerServices;

namespace Gimlet.Helm.Schemas;

/// <summary>
/// Checks values against compiled schemas, in the order in which santhosh-tekuri/jsonschema does, so that the first
/// error is the same. This part has what holds for all types; the others have objects, and arrays, texts and numbers.
/// </summary>
internal sealed partial class SchemaValidator(CancellationToken cancellationToken)
{
    private const int DeepestSchema = 500;

    private int _depth;

    public static string TypeOf(object? value) => value switch
    {
        null => "null",
        bool => "boolean",
        string => "string",
        IReadOnlyDictionary<string, object?> => "object",
        IReadOnlyList<object?> => "array",
        _ => "number",
    };

    public SchemaError? Validate(SchemaNode root, object? value) => Validate(root, value, "", new EvaluatedParts());

    private static SchemaError Error(string location, string message, IReadOnlyList<SchemaError>? causes = null) =>
        new(location, message, causes ?? []);

    private SchemaError? Validate(SchemaNode node, object? value, string location, EvaluatedParts parts)
    {
        if (node.Always is { } always)
        {
            return always ? null : Error(location, "false schema");
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (_depth == DeepestSchema || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return Error(location, "schemas refer to each other without an end");
        }

        _depth++;
        var error = CheckWhole(node, value, location)
            ?? (node.IsReferenceAlone ? ValidateReference(node, value, location, parts)
                : ValidateParts(node, value, location, parts));
        _depth--;
        return error;
    }

    // The first of these ends the check of a value.
    private static SchemaError? CheckWhole(SchemaNode node, object? value, string location)
    {
        if (node.Types != SchemaTypes.None && (node.Types & TypesOf(value)) == 0)
        {
            return Error(location, $"got {TypeOf(value)}, want {Describe(node.Types)}");
        }

        if (node.HasConst && !SchemaEquality.AreEqual(value, node.Const))
        {
            return Error(location, DescribeOptions([node.Const], "const failed"));
        }

        if (node.Enum is { } options && !options.Any(option => SchemaEquality.AreEqual(value, option)))
        {
            return Error(location, DescribeOptions(options, "enum failed"));
        }

        return node.Format is { } format && value is string text && SchemaFormats.Check(format, text) is { } problem
            ? Error(location, $"{SchemaText.Quote(text)} is not valid {format}: {problem}")
            : null;
    }

    private SchemaError? ValidateReference(SchemaNode node, object? value, string location, EvaluatedParts parts) =>
        Validate(node.Reference!, value, location, parts);

    private SchemaError? ValidateParts(SchemaNode node, object? value, string location, EvaluatedParts parts)
    {
        List<SchemaError>? errors = null;
        if (node.Reference is not null)
        {
            Add(ref errors, ValidateReference(node, value, location, parts));
        }

        switch (value)
        {
            case IReadOnlyDictionary<string, object?> map:
                ValidateObject(node, map, location, parts, ref errors);
                break;
            case IReadOnlyList<object?> list:
                ValidateArray(node, list, location, parts, ref errors);
                break;
            case string text:
                ValidateText(node, text, location, ref errors);
                break;
            case not (null or bool):
                ValidateNumber(node, SchemaNumber.Of(value), location, ref errors);
                break;
        }

        ValidateCombinations(node, value, location, parts, ref errors);
        ValidateUnevaluated(node, value, location, parts, ref errors);
        return SchemaError.Of(location, errors);
    }

    private void ValidateCombinations(
        SchemaNode node, object? value, string location, EvaluatedParts parts, ref List<SchemaError>? errors)
    {
        if (node.Not is { } not && Validate(not, value, location, new EvaluatedParts()) is null)
        {
            Add(ref errors, Error(location, "'not' failed"));
        }

        var all = node.AllOf.Select(each => ValidateAside(each, value, location, parts)).OfType<SchemaError>().ToList();
        if (all.Count > 0)
        {
            Add(ref errors, Error(location, "'allOf' failed", all));
        }

        if (node.AnyOf.Count > 0)
        {
            var any = node.AnyOf.Select(each => ValidateAside(each, value, location, parts)).ToList();
            if (!any.Contains(null))
            {
                Add(ref errors, Error(location, "'anyOf' failed", [.. any.OfType<SchemaError>()]));
            }
        }

        if (node.OneOf.Count > 0)
        {
            Add(ref errors, ValidateOneOf(node, value, location, parts));
        }

        if (node.If is { } condition)
        {
            var branch = ValidateAside(condition, value, location, parts) is null ? node.Then : node.Else;
            Add(ref errors, branch is null ? null : ValidateAside(branch, value, location, parts));
        }
    }

    private SchemaError? ValidateOneOf(SchemaNode node, object? value, string location, EvaluatedParts parts)
    {
        var results = node.OneOf.Select(each => ValidateAside(each, value, location, parts)).ToList();
        var matches = Enumerable.Range(0, results.Count).Where(index => results[index] is null).Take(2).ToList();
        return matches switch
        {
            [_] => null,
            [var first, var second] => Error(location, $"'oneOf' failed, subschemas {first}, {second} matched"),
            _ => Error(location, "'oneOf' failed, none matched", [.. results.OfType<SchemaError>()]),
        };
    }

    // What a schema has looked at counts only if the value meets it.
    private SchemaError? ValidateAside(SchemaNode node, object? value, string location, EvaluatedParts parts)
    {
        var own = new EvaluatedParts();
        var error = Validate(node, value, location, own);
        if (error is null)
        {
            parts.Add(own);
        }

        return error;
    }

    private static void Add(ref List<SchemaError>? errors, SchemaError? error)
    {
        if (error is not null)
        {
            (errors ??= []).Add(error);
        }
    }

    private static SchemaTypes TypesOf(object? value) => value switch
    {
        null => SchemaTypes.Null,
        bool => SchemaTypes.Boolean,
        string => SchemaTypes.String,
        IReadOnlyDictionary<string, object?> => SchemaTypes.Object,
        IReadOnlyList<object?> => SchemaTypes.Array,
        _ when SchemaNumber.IsInteger(SchemaNumber.Of(value)) => SchemaTypes.Number | SchemaTypes.Integer,
        _ => SchemaTypes.Number,
    };

    private static string Describe(SchemaTypes types) => string.Join(
        " or ",
        Enum.GetValues<SchemaTypes>()
            .Where(type => type != SchemaTypes.None && types.HasFlag(type))
            .Select(static type => type.ToString().ToLowerInvariant()));

    private static string DescribeOptions(IReadOnlyList<object?> options, string otherwise)
    {
        var isPlain = options.All(static option =>
            option is not (IReadOnlyDictionary<string, object?> or IReadOnlyList<object?>));
        var listed = string.Join(", ", options.Select(SchemaText.Display));
        return !isPlain ? otherwise : options.Count == 1 ? $"value must be {listed}" : $"value must be one of {listed}";
    }
}
