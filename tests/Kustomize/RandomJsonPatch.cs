using Gimlet.GoYaml;
using Gimlet.GoYaml.Json;

namespace Gimlet.Kustomize.Tests;

/// <summary>Makes operations that can be carried out on a document, each on what the ones before it left.</summary>
internal sealed class RandomJsonPatch(Random random)
{
    private readonly List<object?> _operations = [];

    public string Make(string document)
    {
        var root = (Dictionary<string, object?>)YamlReader.Read(document, YamlReadOptions.Kustomize)!;
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            var places = Places(root["spec"], "/spec").ToList();
            var (place, value) = places[random.Next(places.Count)];
            switch (random.Next(4))
            {
                case 0 when value is Dictionary<string, object?> map:
                    Record("add", $"{place}/n~1e~0w{count}", value: count);
                    map[$"n/e~w{count}"] = (double)count;
                    break;
                case 1 when value is List<object?> list:
                    Record("add", $"{place}/-", value: "last");
                    list.Add("last");
                    break;
                case 2 when value is Dictionary<string, object?> map:
                    Record("copy", $"{place}/copy", from: "/metadata/name");
                    map["copy"] = "copied";
                    break;
                case 3 when value is Dictionary<string, object?> { Count: > 0 } map && place != "/spec":
                    var name = map.Keys.Order(StringComparer.Ordinal).First();
                    Record("remove", $"{place}/{Escape(name)}");
                    map.Remove(name);
                    break;
                case var _ when value is List<object?> { Count: > 0 } list:
                    var made = new Dictionary<string, object?> { ["a"] = 1.5, ["b"] = null };
                    Record("replace", $"{place}/0", value: made);
                    list[0] = "replaced";
                    break;
            }
        }

        return GoJson.Write(_operations);
    }

    private void Record(string operation, string path, object? value = null, string? from = null)
    {
        var fields = new Dictionary<string, object?> { ["op"] = operation, ["path"] = path };
        if (operation is "add" or "replace")
        {
            fields["value"] = value;
        }

        if (from is not null)
        {
            fields["from"] = from;
        }

        _operations.Add(fields);
    }

    private static IEnumerable<(string Place, object? Value)> Places(object? value, string place)
    {
        yield return (place, value);
        var below = value switch
        {
            Dictionary<string, object?> map =>
                map.SelectMany(field => Places(field.Value, $"{place}/{Escape(field.Key)}")),
            List<object?> list => list.SelectMany((item, index) => Places(item, $"{place}/{index}")),
            _ => [],
        };
        foreach (var one in below)
        {
            yield return one;
        }
    }

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
