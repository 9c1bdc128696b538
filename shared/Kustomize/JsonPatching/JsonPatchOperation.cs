namespace Gimlet.Kustomize.JsonPatching;

/// <summary>One operation of a patch, its parts checked.</summary>
/// <param name="Name">One of add, remove, replace, move, copy, test.</param>
/// <param name="Path">Where it acts.</param>
/// <param name="From">Where move and copy take the value from.</param>
/// <param name="Value">The value of add, replace and test.</param>
internal sealed record JsonPatchOperation(string Name, JsonPointer Path, JsonPointer? From, object? Value);
