using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Turns a manifest into the files of its app's directory.</summary>
internal interface IManifestRenderer
{
    /// <summary>Throws <see cref="RenderException"/> when the manifest cannot be rendered.</summary>
    Task<IReadOnlyList<RenderedFile>> RenderAsync(Manifest manifest, CancellationToken cancellationToken);
}
