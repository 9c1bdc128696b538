using System.CommandLine;
using Gimlet.Cli.Parsing;

namespace Gimlet.Cli.Artifacts;

internal static class ArtifactFileOption
{
    public static Option<string> Create(string description) =>
        TextOption.Mandatory("--file", description, "file", "-f");
}
