using Gimlet.GitopsWriter.Rendering;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Tests;

/// <summary>Renders the raw YAML of a manifest as it is; a test may put something else in its place.</summary>
internal sealed class FakeRenderer : IManifestRenderer
{
    public Func<Manifest, CancellationToken, Task<IReadOnlyList<RenderedFile>>> Render { get; set; } =
        (manifest, _) => Task.FromResult<IReadOnlyList<RenderedFile>>(
            [new RenderedFile("manifests.yaml", manifest.Manifests ?? "")]);

    public Task<IReadOnlyList<RenderedFile>> RenderAsync(Manifest manifest, CancellationToken cancellationToken) =>
        Render(manifest, cancellationToken);
}
