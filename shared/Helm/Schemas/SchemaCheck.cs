using System.Text;
using Gimlet.Helm.Rendering;

namespace Gimlet.Helm.Schemas;

/// <summary>Checks the values of a chart and of those in it against their schemas.</summary>
internal static class SchemaCheck
{
    public static void Check(
        ChartNode root, Dictionary<string, object?> values, CancellationToken cancellationToken)
    {
        var errors = new StringBuilder();
        Collect(root, values, errors, cancellationToken);
        if (errors.Length > 0)
        {
            throw new ChartException(
                $"values don't meet the specifications of the schema(s) in the following chart(s):\n{errors}");
        }
    }

    private static void Collect(
        ChartNode node,
        Dictionary<string, object?> values,
        StringBuilder errors,
        CancellationToken cancellationToken)
    {
        if (node.Chart.Schema?.Validate(values, cancellationToken) is { } error)
        {
            errors.Append(node.Name).Append(":\n").Append(error);
        }

        foreach (var child in node.Children)
        {
            if (values.GetValueOrDefault(child.Name) is Dictionary<string, object?> table)
            {
                Collect(child, table, errors, cancellationToken);
            }
        }
    }
}
