using System.Runtime.CompilerServices;
using Gimlet.GoYaml;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Sprig;

/// <summary>Go's reflect package as sprig uses it.</summary>
internal static class Reflection
{
    private const int MaxDepth = 1000;

    /// <summary>The kind of a value as Go prints it.</summary>
    public static string KindName(object? value) => GoValue.KindOf(value) switch
    {
        GoKind.Invalid => "invalid",
        GoKind.Slice => "slice",
        GoKind.Map => "map",
        GoKind.Func => "func",
        GoKind.Struct => GoValue.TypeName(value) is ['*', ..] ? "ptr" : "struct",
        _ => GoValue.TypeName(value),
    };

    /// <summary>Go's reflect.DeepEqual: values of different types are different.</summary>
    public static bool DeepEqual(object? left, object? right, int depth = 0)
    {
        if (depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new FunctionException($"values are nested deeper than {MaxDepth}");
        }

        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        return GoValue.TypeName(left) == GoValue.TypeName(right) && (left, right) switch
        {
            (IReadOnlyDictionary<string, object?> one, IReadOnlyDictionary<string, object?> other) =>
                AreEqual(one, other, depth),
            (IReadOnlyList<object?> one, IReadOnlyList<object?> other) => AreEqual(one, other, depth),
            (double one, double other) => one == other,
            _ => left.Equals(right),
        };
    }

    private static bool AreEqual(
        IReadOnlyDictionary<string, object?> one, IReadOnlyDictionary<string, object?> other, int depth)
    {
        if (one.Count != other.Count || one is NilMap != other is NilMap)
        {
            return false;
        }

        foreach (var (key, value) in one)
        {
            if (!other.TryGetValue(key, out var found) || !DeepEqual(value, found, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(IReadOnlyList<object?> one, IReadOnlyList<object?> other, int depth)
    {
        if (one.Count != other.Count || one is NilList != other is NilList)
        {
            return false;
        }

        for (var i = 0; i < one.Count; i++)
        {
            if (!DeepEqual(one[i], other[i], depth + 1))
            {
                return false;
            }
        }

        return true;
    }
}
