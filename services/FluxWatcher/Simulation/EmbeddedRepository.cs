namespace Gimlet.FluxWatcher.Simulation;

/// <summary>The gitops repository under the data folder.</summary>
/// <param name="Path">Where it is on disk.</param>
/// <param name="Url">What the gitops-writer calls it.</param>
internal sealed record EmbeddedRepository(string Path, string Url, string Branch)
{
    public const string Folder = "gitops.git";
}
