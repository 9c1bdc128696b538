namespace Gimlet.Kustomize;

/// <summary>An RFC 6902 patch and the objects that it is for.</summary>
/// <param name="Patch">The operations, a list as YAML or JSON text.</param>
/// <param name="Target">Selects the objects to patch: at least one.</param>
public sealed record Json6902Patch(string Patch, PatchTarget Target);
