using System.Globalization;

namespace Gimlet.Kustomize.Documents;

/// <summary>Values without the traits of YAML: maps, lists, strings, booleans, numbers and null.</summary>
internal static class PlainValue
{
    // Up to here a number is an integer for Go's encoding/json, which writes it without an exponent.
    private const double LargestInteger = 1e21;

    /// <summary>The value that kustomize writes for a merged node.</summary>
    public static object? Of(Node node) => node.Kind switch
    {
        NodeKind.Mapping =>
            node.Fields.ToDictionary(field => field.Key, field => Of(field.Value), StringComparer.Ordinal),
        NodeKind.Sequence => node.Items.ConvertAll(Of),
        _ => node.IsPlain ? Number(node.Value) : node.Text,
    };

    /// <summary>The text of a scalar; that of a map or list is empty.</summary>
    public static string Text(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        Dictionary<string, object?> or List<object?> => "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A copy to be put at a depth of the document.</summary>
    public static object? Copy(object? value, int depth, WorkBudget budget)
    {
        budget.CheckDepth(depth);
        budget.TakeValue(value is string text ? text.Length : 0);
        return value switch
        {
            Dictionary<string, object?> map => map.ToDictionary(
                field => field.Key, field => Copy(field.Value, depth + 1, budget), StringComparer.Ordinal),
            List<object?> list => list.ConvertAll(item => Copy(item, depth + 1, budget)),
            _ => value,
        };
    }

    public static bool AreEqual(object? one, object? other) => (one, other) switch
    {
        (Dictionary<string, object?> map, Dictionary<string, object?> second) => map.Count == second.Count
            && map.All(field => second.TryGetValue(field.Key, out var value) && AreEqual(field.Value, value)),
        (List<object?> list, List<object?> second) => list.Count == second.Count
            && list.Zip(second).All(pair => AreEqual(pair.First, pair.Second)),
        (double or long or ulong, double or long or ulong) => Number(one)!.Equals(Number(other)),
        _ => Equals(one, other),
    };

    // A float without a fraction is an integer once it has been JSON.
    private static object? Number(object? value) => value switch
    {
        double number when number != Math.Floor(number) || Math.Abs(number) >= LargestInteger => number,
        double number when number is >= long.MinValue and < -(double)long.MinValue => (long)number,
        double number when number is > 0 and < ulong.MaxValue => (ulong)number,
        _ => value,
    };
}
