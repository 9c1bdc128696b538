using Gimlet.Templating;
using Gimlet.Templating.Values;

namespace Gimlet.Helm.Schemas;

/// <summary>
/// The <c>values.schema.json</c> of a chart, compiled once: JSON schema of the drafts 4 to 2020-12, with the errors of
/// santhosh-tekuri/jsonschema (https://github.com/santhosh-tekuri/jsonschema), which helm uses.
/// </summary>
internal sealed class ValuesSchema(ChartFile file)
{
    private readonly Lazy<(SchemaNode? Root, string? Error)> _compiled = new(() => Compile(file));

    /// <summary>Checks values.</summary>
    /// <returns>What is wrong, in lines; null if nothing is.</returns>
    public string? Validate(Dictionary<string, object?> values, CancellationToken cancellationToken)
    {
        var (root, error) = _compiled.Value;
        if (root is null)
        {
            return error;
        }

        try
        {
            var failure = new SchemaValidator(cancellationToken).Validate(root, values);
            return failure is null ? null : $"{failure.Display()}\n";
        }
        catch (FunctionException exception)
        {
            // A pattern that took too long.
            return $"{exception.Message}\n";
        }
    }

    private static (SchemaNode? Root, string? Error) Compile(ChartFile file)
    {
        try
        {
            return (SchemaCompiler.Compile(GoString.FromBytes(file.Content.Span)), null);
        }
        catch (SchemaException exception)
        {
            return (null, exception.Message);
        }
    }
}
