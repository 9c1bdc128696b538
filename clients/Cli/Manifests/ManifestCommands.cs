using System.CommandLine;

namespace Gimlet.Cli.Manifests;

internal static class ManifestCommands
{
    public static Command Create(Shell shell) => new("manifest", "Renders, checks and makes manifests.")
    {
        CreateManifest.Create(shell),
        TemplateManifest.Create(shell),
        LintManifest.Create(shell),
    };
}
