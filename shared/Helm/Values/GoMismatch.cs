using System.Globalization;
using Gimlet.Templating.Values;

namespace Gimlet.Helm.Values;

/// <summary>A value as Go's <c>%t</c> prints what is no boolean: helm's errors show values so.</summary>
internal static class GoMismatch
{
    public static string Describe(object? value) => value switch
    {
        null => "%!t(<nil>)",
        bool flag => flag ? "true" : "false",
        string text => $"%!t(string={text})",
        double number => $"%!t(float64={number.ToString("R", CultureInfo.InvariantCulture)})",
        IReadOnlyList<object?> list => $"[{string.Join(' ', list.Select(DescribeWithin))}]",
        IReadOnlyDictionary<string, object?> map => $"map[{string.Join(' ', map
            .OrderBy(static entry => entry.Key, Comparer<string>.Create(GoString.Compare))
            .Select(static entry => $"%!t(string={entry.Key}):{DescribeWithin(entry.Value)}"))}]",
        _ => $"%!t({value})",
    };

    private static string DescribeWithin(object? value) => value is null ? "<nil>" : Describe(value);
}
