using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Gimlet.Contracts.Tests;

/// <summary>Spells a record out field by field, without the serialisers that are under test.</summary>
internal static class Facts
{
    public static IEnumerable<string> Of(object? value, string path = "")
    {
        return value switch
        {
            null => [$"{path} = null"],
            string text => [$"{path} = \"{text}\""],
            // The text of a node keeps the digits of numbers and the order and case of keys.
            JsonNode node => [$"{path} = {node.ToJsonString()}"],
            IDictionary map => map.Keys.Cast<object>()
                .OrderBy(key => (string)key, StringComparer.Ordinal)
                .SelectMany(key => Of(map[key], $"{path}[{key}]"))
                .Append($"{path} has {map.Count}"),
            IEnumerable list => list.Cast<object?>()
                .SelectMany((item, index) => Of(item, $"{path}[{index}]"))
                .Append($"{path} has {list.Cast<object?>().Count()}"),
            IFormattable scalar => [$"{path} = {scalar.ToString(null, CultureInfo.InvariantCulture)}"],
            bool flag => [$"{path} = {flag}"],
            _ => value.GetType()
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .SelectMany(property => Of(property.GetValue(value), $"{path}.{property.Name}")),
        };
    }
}
