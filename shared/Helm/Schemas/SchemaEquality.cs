namespace Gimlet.Helm.Schemas;

/// <summary>Equality as JSON schema has it: numbers by value, objects without order.</summary>
internal static class SchemaEquality
{
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => a == b,
        (bool a, bool b) => a == b,
        (IReadOnlyDictionary<string, object?> a, IReadOnlyDictionary<string, object?> b) => a.Count == b.Count
            && a.All(entry => b.TryGetValue(entry.Key, out var other) && AreEqual(entry.Value, other)),
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count
            && a.Zip(b).All(static pair => AreEqual(pair.First, pair.Second)),
        _ => SchemaValidator.TypeOf(left) == "number" && SchemaValidator.TypeOf(right) == "number"
            && SchemaNumber.Of(left).Equals(SchemaNumber.Of(right)),
    };
}
